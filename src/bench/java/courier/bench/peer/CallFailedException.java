package courier.bench.peer;

/** A call that is to be made again. */
final class CallFailedException extends RuntimeException {

    CallFailedException(String message) {
        super(message);
    }
}
