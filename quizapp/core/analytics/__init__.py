"""What the answers of many learners say about items, quizzes and a class: pure functions over their scores."""
