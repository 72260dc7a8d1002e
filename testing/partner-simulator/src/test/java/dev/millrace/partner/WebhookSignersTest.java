package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Against what the providers published; Square and Zendesk, who publish nothing usable, against openssl. */
class WebhookSignersTest {

    private static final URI TARGET = URI.create("https://hooks.example.com/in");

    @Test
    void signsLikeStandardWebhooks() {
        WebhookSigner signer = WebhookSigner.standardWebhooks("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        SignedWebhook request = sign(
                signer,
                TARGET,
                WebhookEvent.json("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}"),
                1614265330);

        assertThat(request.headers())
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330");
    }

    @Test
    void signsLikeGithub() {
        SignedWebhook request = sign(
                WebhookSigner.github("It's a Secret to Everybody"),
                TARGET,
                WebhookEvent.json("d-1", "Hello, World!"),
                0);

        assertThat(request.header("X-Hub-Signature-256"))
                .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
        assertThat(request.header("X-GitHub-Delivery")).isEqualTo("d-1");
    }

    @Test
    void signsLikeStripe() {
        String body = """
                {
                  "id": "evt_1KvFqE2eZvKYlo2C0GxTq8aB",
                  "object": "event",
                  "type": "charge.succeeded",
                  "data": {"object": {"id": "ch_1", "amount": 2000, "currency": "usd"}}
                }""";

        SignedWebhook request = sign(
                WebhookSigner.stripe("whsec_test_4eC39HqLyjWDarjtT1zdp7dc"),
                TARGET,
                WebhookEvent.json("e", body),
                1492774577);

        assertThat(request.header("Stripe-Signature"))
                .isEqualTo("t=1492774577,v1=c3e8f45a8229dcdd132d2a9b2cb6ca79eb6fe7d4bd7ce74116ee6bb7fdc9d0dc");
    }

    @Test
    void signsLikeShopify() {
        SignedWebhook request =
                sign(WebhookSigner.shopify("Convoy"), TARGET, WebhookEvent.json("e", "Test Payload Body"), 0);

        assertThat(request.header("X-Shopify-Hmac-Sha256")).isEqualTo("16FUVH58NeMcTIIOICN2UJOcPTTa4TbjCndXymGrtM8=");
    }

    @Test
    void signsLikeSlack() {
        String form = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F"
                + "96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

        SignedWebhook request = sign(
                WebhookSigner.slack("8f742231b10e8888abcd99yyyzzz85a5"),
                TARGET,
                WebhookEvent.form("e", form),
                1531420618);

        assertThat(request.header("X-Slack-Signature"))
                .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    @Test
    void signsLikeZoom() {
        String body = "{\"payload\":{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\"},\"event_ts\":1654503849680,"
                + "\"event\":\"endpoint.url_validation\"}";

        SignedWebhook request =
                sign(WebhookSigner.zoom("zoom-example-secret-token"), TARGET, WebhookEvent.json("e", body), 1654503849);

        assertThat(request.header("x-zm-signature"))
                .isEqualTo("v0=e934cee8ffb647e0b656ab91a73a06627336deb09722c15ee379cb764c39ea4a");
    }

    @Test
    void signsFormsLikeTwilio() {
        URI target = URI.create("https://mycompany.com/myapp.php?foo=1&bar=2");
        String form =
                "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309";

        SignedWebhook request = sign(WebhookSigner.twilio("12345"), target, WebhookEvent.form("e", form), 0);

        assertThat(request.header("X-Twilio-Signature")).isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        assertThat(request.target()).isEqualTo(target);
    }

    @Test
    void putsTheHashOfOtherBodiesIntoTwiliosAddress() {
        URI target = URI.create("https://mycompany.com/myapp.php?foo=1&bar=2");
        WebhookEvent event = WebhookEvent.json("e", "{\"property\": \"value\", \"boolean\": true}");

        SignedWebhook request = sign(WebhookSigner.twilio("12345"), target, event, 0);

        assertThat(request.header("X-Twilio-Signature")).isEqualTo("a9nBmqA0ju/hNViExpshrM61xv4=");
        assertThat(request.target().toString())
                .endsWith("&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620");
    }

    @Test
    void signsLikeHubspot() {
        URI target = URI.create("https://www.example.com/webhook_uri");
        WebhookEvent event = WebhookEvent.json("e", "{'example_field':'example_value'}");

        SignedWebhook request =
                sign(WebhookSigner.hubspot("yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"), target, event, 1693657560);

        assertThat(request.header("X-HubSpot-Signature-v3")).isEqualTo("K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=");
        assertThat(request.header("X-HubSpot-Request-Timestamp")).isEqualTo("1693657560000");
    }

    @Test
    void decodesSomeEscapesOfTheAddressForHubspot() {
        WebhookEvent event = WebhookEvent.json("e", "{}");
        WebhookSigner signer = WebhookSigner.hubspot("k");

        SignedWebhook escaped = sign(signer, URI.create("https://a.example/x%2fy?q=%40b%20c"), event, 5);
        SignedWebhook plain = sign(signer, URI.create("https://a.example/x/y?q=@b%20c"), event, 5);

        assertThat(escaped.header("X-HubSpot-Signature-v3")).isEqualTo(plain.header("X-HubSpot-Signature-v3"));
    }

    @Test
    void signsLikeSquare() {
        SignedWebhook request = sign(
                WebhookSigner.square("square-key"),
                URI.create("https://hooks.example.com/square"),
                WebhookEvent.json("e", "{\"id\":\"evt-1\"}"),
                0);

        assertThat(request.header("x-square-hmacsha256-signature"))
                .isEqualTo("VHRI7/7uDFaRnUis2qX0J71+XsGhHMAvgjqec2XD6JY=");
    }

    @Test
    void signsLikeZendesk() {
        SignedWebhook request = sign(
                WebhookSigner.zendesk("zendesk-key"),
                TARGET,
                WebhookEvent.json("inv-1", "{\"id\":\"evt-1\"}"),
                Instant.parse("2023-09-02T12:26:00Z").getEpochSecond());

        assertThat(request.header("X-Zendesk-Webhook-Signature"))
                .isEqualTo("J5xPEqJif86sxRLckI0FEp8oD1p1uc4fWgBR0JAxzkE=");
        assertThat(request.header("X-Zendesk-Webhook-Signature-Timestamp")).isEqualTo("2023-09-02T12:26:00Z");
    }

    @Test
    void signsWithAnyHmac() {
        WebhookSigner signer = WebhookSigner.hmac(
                "HmacSHA256", "secret".getBytes(StandardCharsets.UTF_8), "X-Sign", "sha256=", DigestText.HEX, "X-Id");

        SignedWebhook request = sign(signer, TARGET, WebhookEvent.json("e-7", "test"), 0);

        assertThat(request.headers())
                .containsEntry("X-Sign", "sha256=0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914")
                .containsEntry("X-Id", "e-7");
    }

    @Test
    void flipsOneBitOfATamperedBodyAndNothingElse() {
        SignedWebhook request = sign(WebhookSigner.github("s"), TARGET, WebhookEvent.json("e", "abc"), 0);

        SignedWebhook tampered = request.tampered();

        assertThat(tampered.body()).isEqualTo("acc".getBytes(StandardCharsets.UTF_8));
        assertThat(tampered.headers()).isEqualTo(request.headers());
    }

    private static SignedWebhook sign(WebhookSigner signer, URI target, WebhookEvent event, long epochSecond) {
        return signer.sign(target, event, Instant.ofEpochSecond(epochSecond));
    }
}
