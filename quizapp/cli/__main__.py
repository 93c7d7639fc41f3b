"""`python -m quizapp.cli`."""

from quizapp.cli import main

if __name__ == "__main__":
    main()
