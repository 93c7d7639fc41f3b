"""Files of Anki's as notes, cards and reviews; every such file is taken for hostile until it is parsed."""
