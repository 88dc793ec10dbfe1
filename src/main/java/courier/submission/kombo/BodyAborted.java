package courier.submission.kombo;

import courier.submission.verdict.Code;
import java.io.IOException;

/** Thrown out of a request's body to keep the request from becoming whole: OkHttp's only way to be told so. */
final class BodyAborted extends IOException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String where;

    /**
     * Gives the request up.
     *
     * @param where JSON Pointer of the file that it is about
     */
    BodyAborted(Code code, String where) {
        super(code.text());
        this.code = code;
        this.where = where;
    }

    Code code() {
        return code;
    }

    String where() {
        return where;
    }
}
