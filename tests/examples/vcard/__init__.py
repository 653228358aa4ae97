"""An output as small as one can be: whom to ask about an item, as a card (vCard 4.0, RFC 6350)."""
