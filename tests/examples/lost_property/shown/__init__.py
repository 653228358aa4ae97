"""How the outputs say lost property: the rows that their rooms ask for. Above them, as its kind is below."""
