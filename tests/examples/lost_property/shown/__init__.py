"""The rows that the rooms of the outputs ask for lost property. They stand above them, as its kind stands below."""
