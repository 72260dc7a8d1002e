package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.signature.WebhookProvider.Coverage;
import dev.millrace.testkit.ReferencePage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/webhook-signatures.md");
    private static final String INTRODUCTION = """
            # Webhook signatures

            What `webhook.verify` verifies with each preset; the options are in the reference of the webhook source. A request
            is believed when one of the rows of its preset holds, with one of the secrets: give the old and the new one while a
            secret is replaced, in `webhook.secrets` or, without a restart, in `webhook.secrets.file`. A time of signing may be
            that far from now in both directions; `webhook.timestamp.tolerance.ms` sets another limit, 0 sets none.

            Places in what is signed: `{body}` is the body as it is on the wire, `{ts}` and `{id}` are the time and the id as
            the sender wrote them, `{lines:...}` is the name and the value of each member that is there, each on a line.

            *Covered*: whole = all of the body; partial = some fields of it; none = a token proves the sender, and nothing
            protects the body. The event id is where the preset finds the id of an event; an id that is not signed counts
            together with the hash of the body.
            """;

    @Test
    void pageSaysWhatThePresetsSay() {
        ReferencePage.matches(PAGE, INTRODUCTION + "\n" + signing() + "\n" + table() + "\n" + notes());
    }

    @Test
    void everyPresetHasADocumentAndAProof() {
        assertThat(Presets.names()).hasSizeGreaterThanOrEqualTo(36).allSatisfy(name -> {
            assertThat(Presets.of(name).document()).startsWith("https://");
            assertThat(Presets.of(name).proofs().apply(settings(name))).isNotEmpty();
        });
    }

    private static String signing() {
        return "Requests that go out are signed the same way with `http.auth=webhook` and `http.auth.webhook.preset`, in the\n"
                + "first form of these presets: `" + String.join("`, `", RequestSigner.presets())
                + "`. The secrets are\n"
                + "`http.auth.secrets`: where the other side verifies with a public key, the private one. `aws-sns`, `paypal` and\n"
                + "`plaid` sign with a key of your own, for receivers that take it: those of the providers are theirs alone.\n";
    }

    private static String table() {
        StringBuilder rows = new StringBuilder("""
                | preset | sender | where the proof is | how it is made | what is signed | tolerance | covered | event id |
                |---|---|---|---|---|---|---|---|
                """);
        for (String name : Presets.names()) {
            Preset preset = Presets.of(name);
            String first = "`" + name + "` | " + preset.title();
            for (Proof proof : preset.proofs().apply(settings(name))) {
                Proof.Description said = proof.description();
                rows.append("| ")
                        .append(String.join(
                                " | ",
                                first,
                                cell(said.where()),
                                cell(said.how()),
                                cell(said.what()),
                                said.tolerance(),
                                coverage(proof),
                                eventId(preset.habits())))
                        .append(" |\n");
                first = " | ";
            }
        }
        return rows.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", "\\n");
    }

    private static String coverage(Proof proof) {
        if (proof instanceof SignatureScheme scheme) {
            return scheme.coverage() == Coverage.WHOLE ? "whole" : "partial";
        }
        if (proof instanceof AdyenProof) {
            return "partial";
        }
        return proof instanceof JwtProof token && token.rules().coversBody() ? "whole" : "none";
    }

    private static String eventId(Habits habits) {
        return habits.eventId()
                .map(id -> "`" + id + "`" + (habits.eventIdIsSigned() ? "" : ", not signed"))
                .orElse("hash of the body");
    }

    private static String notes() {
        StringBuilder notes = new StringBuilder("## What to know of each\n\n");
        for (String name : Presets.names()) {
            Preset preset = Presets.of(name);
            notes.append("* `").append(name).append("`: ");
            if (!preset.needed().isEmpty()) {
                List<String> needed = new ArrayList<>(preset.needed());
                needed.sort(null);
                notes.append("needs `").append(String.join("`, `", needed)).append("`. ");
            }
            notes.append(preset.note()).append(preset.note().isEmpty() ? "" : " ");
            notes.append("[Document](").append(preset.document()).append(").\n");
        }
        return notes.toString();
    }

    private static VerifySettings settings(String name) {
        Map<String, String> properties = new HashMap<>(Map.of("webhook.verify", name));
        if (Presets.of(name).options().contains(VerifySettings.AUDIENCE)) {
            properties.put("webhook.verify.audience", "app");
        }
        if (name.equals("bearer")) {
            properties.put("webhook.verify.keys.url", "https://issuer.example/keys");
        }
        if (name.equals("basic")) {
            properties.put("webhook.verify.user", "user");
        }
        return VerifySettings.from(Vectors.config(properties));
    }
}
