"""Numbers of persons: resident numbers, telephones, accounts, cards, plates, passports, licences."""
