"""The reviewer's desk: what is done to the documents of an agreement before any event is read."""
