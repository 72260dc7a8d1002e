package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.partner.SendGridSigner;
import dev.millrace.partner.SignedWebhook;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.WebhookSigner;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples for providers, sent to by stand-ins for them, whose signatures know nothing of ours. */
@Timeout(120)
class WebhookProviderExamplesTest {

    private static final Path EXAMPLES = Path.of("../config-examples");
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");
    private static final String SECRET = "a secret of both";
    /** One that fits every provider with secrets in a form of its own. */
    private static final Map<String, String> OTHER_VARIABLES = Map.of(
            "SNS_TOPIC_ARN",
            "arn:aws:sns:eu-central-1:123456789012:orders",
            "SHOP_WEBHOOK_SECRET",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "SENDGRID_PUBLIC_KEY",
            new SendGridSigner().publicKey(),
            "CLOUDEVENTS_ORIGIN",
            "events.example.com");

    private final Sending sender = new Sending();

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.getFileName().toString().matches("webhook-.*\\.json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void areValid(Path example) throws IOException {
        assertThat(new WebhookSourceConnector()
                        .validate(configuration(example, Map.of()))
                        .configValues())
                .allSatisfy(value ->
                        assertThat(value.errorMessages()).as(value.name()).isEmpty());
    }

    @Test
    void takesAnEventOfSlack() throws Exception {
        String body = "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"channel\":\"C1\"}}";

        List<SourceRecord> records = delivered("slack", WebhookSigner.slack(SECRET), body);

        assertThat(records)
                .extracting(SourceRecord::topic, SourceRecord::key)
                .containsExactly(tuple("slack-events", "C1"));
    }

    @Test
    void answersSlackThatItIsAReceiver() throws Exception {
        String body = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1a\"}";

        HttpResponse<String> answer =
                sentTo("slack", Map.of(), signed("slack", WebhookSigner.slack(SECRET), body), new ArrayList<>());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("3eZbrw1a");
    }

    @Test
    void takesAnEventOfShopify() throws Exception {
        WebhookSigner shop = WebhookSigner.shopify(SECRET);

        List<SourceRecord> records = delivered(
                "shopify",
                (target, event, now) -> shop.sign(target, event, now).with("X-Shopify-Shop-Domain", "acme.example"),
                "{\"id\":17}");

        assertThat(records)
                .extracting(SourceRecord::topic, SourceRecord::key)
                .containsExactly(tuple("shopify-events", "acme.example"));
    }

    @Test
    void makesARecordOfEachEventOfSendGrid() throws Exception {
        SendGridSigner mails = new SendGridSigner();
        String body =
                "[{\"sg_message_id\":\"m1\",\"event\":\"open\"},{\"sg_message_id\":\"m2\",\"event\":\"click\"}]\r\n";

        List<SourceRecord> records =
                delivered("sendgrid", mails, body, Map.of("SENDGRID_PUBLIC_KEY", mails.publicKey()));

        assertThat(records)
                .extracting(SourceRecord::topic, SourceRecord::key)
                .containsExactly(tuple("mail-events", "m1"), tuple("mail-events", "m2"));
    }

    @Test
    void refusesATopicOfSnsThatIsNotNamed() throws Exception {
        String body =
                "{\"Type\":\"Notification\",\"MessageId\":\"1\",\"TopicArn\":\"arn:aws:sns:eu-central-1:2:other\"}";

        HttpResponse<String> answer =
                sentTo("sns", Map.of(), signed("sns", WebhookSigner.none(), body), new ArrayList<>());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("arn:");
    }

    @Test
    void takesACloudEvent() throws Exception {
        WebhookSigner bearer = WebhookSigner.header("Authorization", "Bearer " + SECRET);

        List<SourceRecord> records = delivered(
                "cloudevents",
                (target, event, now) -> bearer.sign(target, event, now)
                        .with("ce-specversion", "1.0")
                        .with("ce-id", "e1")
                        .with("ce-source", "/orders")
                        .with("ce-type", "order.placed")
                        .with("ce-time", "2026-11-21T12:00:00Z"),
                "{\"order_id\":1}");

        assertThat(records)
                .extracting(SourceRecord::topic, SourceRecord::key)
                .containsExactly(tuple("cloudevents", "/orders"));
        assertThat(records.get(0).timestamp())
                .isEqualTo(Instant.parse("2026-11-21T12:00:00Z").toEpochMilli());
    }

    @Test
    void grantsWhatAnOriginOfCloudEventsAsksFor() throws Exception {
        SignedWebhook asked =
                signed("cloudevents", WebhookSigner.none(), "").with("WebHook-Request-Origin", "events.example.com");

        HttpResponse<String> answer = sentTo(
                "cloudevents",
                Map.of(),
                new SignedWebhook("OPTIONS", asked.target(), asked.headers(), asked.content()),
                new ArrayList<>());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).contains("events.example.com");
    }

    @Test
    void makesARecordOfEachNotificationOfGraph() throws Exception {
        String item = "{\"subscriptionId\":\"%s\",\"clientState\":\"" + SECRET + "\"}";
        String body = "{\"value\":[" + item.formatted("s1") + "," + item.formatted("s2") + "]}";

        List<SourceRecord> records = delivered("msgraph", WebhookSigner.none(), body);

        assertThat(records)
                .extracting(SourceRecord::topic, SourceRecord::key)
                .containsExactly(tuple("graph-notifications", "s1"), tuple("graph-notifications", "s2"));
    }

    private List<SourceRecord> delivered(String example, WebhookSigner signer, String body) throws IOException {
        return delivered(example, signer, body, Map.of());
    }

    private List<SourceRecord> delivered(
            String example, WebhookSigner signer, String body, Map<String, String> environment) throws IOException {
        List<SourceRecord> records = new ArrayList<>();
        HttpResponse<String> answer = sentTo(example, environment, signed(example, signer, body), records);
        assertThat(answer.statusCode()).isBetween(200, 299);
        return records;
    }

    private HttpResponse<String> sentTo(
            String example, Map<String, String> environment, SignedWebhook request, List<SourceRecord> into)
            throws IOException {
        Map<String, String> configuration =
                configuration(EXAMPLES.resolve("webhook-" + example + ".json"), environment);
        configuration.put("listener.linger.ms", "0");
        try (SourceHarness worker =
                ConnectorHarness.source(WebhookSourceConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)) {
            worker.start().poll();
            CompletableFuture<HttpResponse<String>> answer = sender.send(request);

            worker.runUntil(answer::isDone, "the sender is answered");

            into.addAll(worker.delivered());
            return answer.join();
        }
    }

    private SignedWebhook signed(String example, WebhookSigner signer, String body) {
        URI target = URI.create("http://127.0.0.1:" + sender.port() + "/hooks/" + example);
        return signer.sign(target, WebhookEvent.json("event-1", body), Instant.now());
    }

    private Map<String, String> configuration(Path example, Map<String, String> environment) throws IOException {
        Map<String, String> configuration = new HashMap<>();
        ENTRY.matcher(Files.readString(example))
                .results()
                .forEach(entry -> configuration.put(entry.group(1), filled(entry.group(2), environment)));
        return configuration;
    }

    private String filled(String value, Map<String, String> environment) {
        return VARIABLE.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "WEBHOOK_HOST" -> "127.0.0.1";
                            case "WEBHOOK_PORT" -> String.valueOf(sender.port());
                            default ->
                                environment.getOrDefault(
                                        found.group(1), OTHER_VARIABLES.getOrDefault(found.group(1), SECRET));
                        }));
    }
}
