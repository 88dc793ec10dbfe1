package courier.ledger;

/** Something that the ledger has to tell the world. It joins the transaction of the change that it tells of. */
public sealed interface Told permits LedgerEvent, HoldEvent {}
