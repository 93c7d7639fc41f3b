"""What an answered item costs beside a bare Flask application and beside one written as tutorials do."""
