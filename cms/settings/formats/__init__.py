"""The formats of dates and times in languages where Django writes them otherwise than people do."""
