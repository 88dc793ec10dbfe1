package courier.sandbox.account;

import java.util.List;

/** All that the public topics hold. */
public record Events(List<Asked> asked, List<Ended> ended, List<Warned> warned) {
    public Events {
        asked = List.copyOf(asked);
        ended = List.copyOf(ended);
        warned = List.copyOf(warned);
    }
}
