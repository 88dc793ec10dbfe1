package courier.bench.micro;

import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.intent.Intent;
import courier.intent.IntentJson;
import courier.intent.IntentJson.Parsed.Refused;
import courier.intent.IntentJson.Parsed.Understood;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;

/** The intent that benchmarks work on: about 1 kB as JSON, with or without a CV. */
public final class SampleIntent {
    /** What a CV weighs. */
    public static final int CV_BYTES = 200_000;

    private static final String INTENT = """
            {"intent_id": "01JDB6Q3X9T4V7W2Y5Z8A1C3E6", "integration_id": "workday:HWUTwvyx2wLoSUHphiWVrp28",
             "job_id": "B5KQKhAgTv6ZwzrfAbqbhipd",
             "application": {
               "candidate": {"first_name": "Ada", "last_name": "Sample", "email_address": "ada.sample@example.com",
                 "phone_number": "+49 30 1234567", "company": "Analytical Engines", "title": "Senior Engineer",
                 "location": {"city": "Berlin", "country": "DE", "zip_code": "10115"},
                 "social_links": [{"url": "https://example.com/people/ada-sample"}]},
               "screening_question_answers": [
                 {"question_id": "3yR5qAzJcVxTnWpE", "answer": "I have written stream processors for eleven years, most \
            of them where an event that is handled twice costs money, and I would like to go on with just that."},
                 {"question_id": "8bKd2LmNfGhJkQsU", "answer": 75000},
                 {"question_id": "Zx9CvBnMa1SdFgHj", "answer": true}],
               "source": {"name": "Example Jobs"}, "gdpr_consent": {"given": true}}}
            """;

    private SampleIntent() {}

    /** Without files. */
    public static Intent plain() {
        return switch (IntentJson.parse(INTENT.getBytes(StandardCharsets.UTF_8), Path.of(""))) {
            case Understood(Intent intent) -> intent;
            case Refused(var violations) -> throw new IllegalStateException("the sample is no intent: " + violations);
        };
    }

    /** With its CV within, as Base64. */
    public static Intent withCvWithin() {
        Intent intent = plain();
        file(intent).put("data", Base64.getEncoder().encodeToString(cv()));
        return intent;
    }

    /** With its CV in a store, under this URI. */
    public static Intent withCvAt(String uri) {
        Intent intent = plain();
        file(intent).putObject("blob").put("uri", uri).put("size_bytes", CV_BYTES);
        return intent;
    }

    /** The bytes of the CV. */
    public static byte[] cv() {
        byte[] bytes = new byte[CV_BYTES];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static ObjectNode file(Intent intent) {
        return intent.application()
                .putArray("attachments")
                .addObject()
                .put("name", "cv.pdf")
                .put("type", "CV")
                .put("content_type", "application/pdf");
    }
}
