"""What is done when somebody asks: each module is one road from the window to the core and back."""
