package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.AuthorisationServer;
import dev.millrace.partner.OAuthClient;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookSigner;
import dev.millrace.quickstart.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Forms of a website, sent as signed webhooks, to a CRM that gives tokens by OAuth 2.0. */
final class LeadsScenario implements Scenario {

    private static final String SECRET = "whsec_bGVhZHMgb2YgdGhlIHdlYnNpdGUsIHNpZ25lZA==";
    private static final String FORGED = "whsec_c29tZWJvZHkgZWxzZSB0aGFuIHRoZSB3ZWJzaXRl";

    private final AuthorisationServer tokens;
    private final RestPartner crm;
    private final int port = FreePorts.next();

    LeadsScenario() throws IOException {
        tokens = AuthorisationServer.start()
                .register(OAuthClient.basic("millrace", "crm secret").scopes("contacts.write"));
        crm = RestPartner.start().answerBy(this::unlessWelcome);
        crm.answer(request -> request.text().contains("nobody"), Answer.status(422));
    }

    /** Refuses whoever has no token of the server for this scope. */
    private Optional<Answer> unlessWelcome(ReceivedRequest request) {
        boolean welcome = tokens.issued().stream()
                .anyMatch(token -> token.scope().equals("contacts.write")
                        && request.header("Authorization").equals(Optional.of("Bearer " + token.value())));
        return welcome ? Optional.empty() : Optional.of(Answer.status(401).header("WWW-Authenticate", "Bearer"));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "LEADS_HOST",
                "127.0.0.1",
                "LEADS_PORT",
                String.valueOf(port),
                "LEADS_WEBHOOK_SECRET",
                SECRET,
                "LEADS_CRM_URL",
                crm.url(),
                "LEADS_CRM_TOKEN_URL",
                tokens.tokenUrl(),
                "LEADS_CRM_CLIENT_ID",
                "millrace",
                "LEADS_CRM_CLIENT_SECRET",
                "crm secret");
    }

    @Override
    public List<String> examples() {
        return List.of("scenario-leads-webhook-source", "scenario-leads-crm-sink");
    }

    @Override
    public void begin(ScenarioStage stage) throws Exception {
        String url = "http://127.0.0.1:" + port + "/hooks/leads";
        try (WebhookSender website =
                        WebhookSender.to(url, WebhookSigner.standardWebhooks(SECRET), SendingTerms.persistent());
                WebhookSender stranger =
                        WebhookSender.to(url, WebhookSigner.standardWebhooks(FORGED), SendingTerms.persistent())) {
            List<String> leads = List.of(
                    "{\"email\":\"ada@example.com\",\"name\":\"Ada\"}",
                    "{\"email\":\"nobody\",\"name\":\"None\"}",
                    "{\"email\":\"ada@example.com\",\"name\":\"Ada \\\"L\\\"\"}");
            for (int number = 0; number < leads.size(); number++) {
                assertThat(website.send(WebhookEvent.json("lead-" + number, leads.get(number)))
                                .get(3, TimeUnit.MINUTES))
                        .as("taken")
                        .isTrue();
            }
            assertThat(stranger.send(WebhookEvent.json("forged", leads.get(0))).get(3, TimeUnit.MINUTES))
                    .as("a forged lead is taken")
                    .isFalse();
        }
    }

    @Override
    public void check(ScenarioStage stage) {
        ScenarioStage.await("the CRM has two contacts", () -> crm.uniqueCount() == 2);
        assertThat(stage.setAside("leads-dead-letters", "leads", offset(stage))
                        .path("status")
                        .asInt())
                .isEqualTo(422);
        assertThat(ScenarioStage.once(crm.accepted()))
                .extracting(ReceivedRequest::text)
                .containsExactly(
                        "{\"email\":\"ada@example.com\",\"properties\":{\"lastname\":\"Ada\",\"source\":\"web\"}}",
                        "{\"email\":\"ada@example.com\",\"properties\":{\"lastname\":\"Ada \\\"L\\\"\",\"source\":\"web\"}}");
        assertThat(ScenarioStage.once(crm.received()))
                .hasSize(3)
                .allSatisfy(
                        request -> assertThat(request.method() + request.path()).isEqualTo("POST/contacts"));
        assertThat(tokens.refusals()).isEmpty();
        assertThat(stage.records("leads-rejected", 1)).hasSize(1);
        assertThat(stage.topic("leads").size()).isEqualTo(3);
    }

    private static long offset(ScenarioStage stage) {
        return stage.records("leads", 3).stream()
                .filter(record -> ScenarioStage.text(record.key()).equals("nobody"))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    @Override
    public void close() {
        crm.close();
        tokens.close();
    }
}
