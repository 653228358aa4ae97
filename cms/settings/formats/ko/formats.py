"""Korean: the half of the day stands before the hour, not behind it as Django has it, whose the other formats are."""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
