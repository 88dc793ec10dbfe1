package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A plain client of the stand-in, which never calls twice of itself. */
final class Caller implements AutoCloseable {
    static final String KEY = "test-key";
    static final String INTEGRATION = "workday:HWUTwvyx2wLoSUHphiWVrp28";

    private static final MediaType JSON = MediaType.get("application/json");

    private final URI root;
    private final OkHttpClient client;

    Caller(KomboStandIn standIn, Protocol protocol, Duration timeout) {
        this(standIn.root(), protocol, timeout);
    }

    Caller(URI root, Protocol protocol, Duration timeout) {
        this.root = root;
        this.client = new OkHttpClient.Builder()
                .protocols(List.of(protocol))
                .retryOnConnectionFailure(false)
                .callTimeout(timeout)
                .readTimeout(timeout)
                .build();
    }

    static Caller of(KomboStandIn standIn) {
        return new Caller(standIn, Protocol.H2_PRIOR_KNOWLEDGE, Duration.ofSeconds(10));
    }

    /** What came back. */
    record Reply(int status, Headers headers, String body) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(body);
        }

        String code() throws IOException {
            return json().at("/error/code").asText();
        }
    }

    /** The smallest valid application of a candidate. */
    static ObjectNode application(String key) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("candidate")
                .put("first_name", "Frank")
                .put("last_name", "Doe")
                .put("email_address", key + "@example.com");
        return body;
    }

    Reply apply(String job, ObjectNode application) throws IOException {
        return send(applying(job, application.toString()).build());
    }

    Request.Builder applying(String job, String body) {
        return request("/ats/jobs/" + job + "/applications").post(RequestBody.create(body, JSON));
    }

    Request.Builder request(String path) {
        return new Request.Builder()
                .url(root + "/v1" + path)
                .header("Authorization", "Bearer " + KEY)
                .header("X-Integration-Id", INTEGRATION);
    }

    Reply search(String query) throws IOException {
        return send(request("/ats/applications?" + query).get().build());
    }

    Reply control(String method, String path, String body) throws IOException {
        URI uri = root.resolve("/control/" + path);
        RequestBody content = method.equals("GET") ? null : RequestBody.create(body, JSON);
        return send(new Request.Builder()
                .url(uri.toString())
                .method(method, content)
                .build());
    }

    Reply send(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return new Reply(
                    response.code(), response.headers(), response.body().string());
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
