"""How a deck is studied: attempts at quizzes and their results."""
