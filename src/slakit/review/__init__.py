"""What a reviewer is told beyond right and wrong: lint of an edition's documents."""
