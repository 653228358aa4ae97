"""One module for each family of formats: ``read(data, reading)`` writes sections and reports problems.

They run in the confined process only, and may raise anything on bad input: whatever they raise is ``Reason.BROKEN``.
"""
