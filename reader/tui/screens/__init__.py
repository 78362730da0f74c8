"""The screens: reading, help, commands."""
