package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Microsoft Graph: each notification repeats the text that the subscription was made with, and rich ones bring tokens.
 *
 * @param tokens how these tokens are judged; empty when the settings name no audience
 * @param required whether there must be tokens
 */
record GraphProof(Optional<TokenRules> tokens, boolean required) implements Proof {

    private static final String TOKENS = "validationTokens";

    /** There is one for each application and tenant; more are an attempt to keep us busy. */
    private static final int TOKENS_MOST = 64;

    @Override
    public boolean isReady(Terms terms) {
        return !terms.secrets().texts().isEmpty();
    }

    @Override
    public boolean isOffered(Evidence evidence) {
        return !notifications(evidence).isEmpty();
    }

    private static List<BodyJson> notifications(Evidence evidence) {
        return evidence.json().map(json -> json.elements("value")).orElse(List.of());
    }

    @Override
    public CompletionStage<Admission> judge(Evidence evidence, Terms terms) {
        int first = -1;
        for (BodyJson notification : notifications(evidence)) {
            int number = secretOf(notification, terms);
            if (number < 0) {
                return CompletableFuture.completedFuture(new Admission.Refused(
                        "token-mismatch", "body:value[].clientState is missing or none of the secrets"));
            }
            first = first < 0 ? number : first;
        }
        List<String> offered = evidence.json().map(json -> json.elements(TOKENS)).orElse(List.of()).stream()
                .map(token -> token.text("").orElse(""))
                .distinct()
                .toList();
        if (offered.size() > TOKENS_MOST) {
            return CompletableFuture.completedFuture(
                    new Admission.Refused("signature-malformed", "body:" + TOKENS + " holds too many tokens"));
        }
        if (required && offered.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Admission.Refused("signature-missing", "body:" + TOKENS + " is missing"));
        }
        Admission event = new Admission.Event(Coverage.NONE, first);
        return tokens.isEmpty() ? CompletableFuture.completedFuture(event) : each(offered, 0, evidence, terms, event);
    }

    private CompletionStage<Admission> each(
            List<String> offered, int from, Evidence evidence, Terms terms, Admission event) {
        if (from == offered.size() || tokens.isEmpty()) {
            return CompletableFuture.completedFuture(event);
        }
        return tokens.get()
                .refusal(offered.get(from), evidence, terms)
                .thenCompose(refusal -> refusal.isPresent()
                        ? CompletableFuture.completedFuture(refusal.get())
                        : each(offered, from + 1, evidence, terms, event));
    }

    private static int secretOf(BodyJson notification, Terms terms) {
        List<byte[]> offered = notification.text("clientState").stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        List<String> secrets = terms.secrets().texts();
        for (int number = 0; number < secrets.size(); number++) {
            if (Same.anyOf(offered, secrets.get(number).getBytes(StandardCharsets.UTF_8))) {
                return number;
            }
        }
        return -1;
    }

    @Override
    public Admission.Refused missing() {
        return new Admission.Refused("token-missing", "body:value[].clientState is missing");
    }

    @Override
    public Description description() {
        return new Description(
                "`body:value[].clientState`; of rich notifications also `body:validationTokens[]`",
                "token, compared as it is; JSON Web Token, RS256, key published by the provider, when"
                        + " `webhook.verify.audience` is set",
                "nothing; audience, issuer and life of the tokens",
                "the life of the tokens");
    }
}
