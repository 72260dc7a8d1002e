package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A JSON Web Token beside the body.
 *
 * @param place a header
 * @param prefix what stands before it, in whatever case
 */
record JwtProof(Place place, String prefix, TokenRules rules) implements Proof {

    @Override
    public boolean isReady(Terms terms) {
        return rules.keys().isReady(terms);
    }

    @Override
    public boolean isOffered(Evidence evidence) {
        return token(evidence).isPresent();
    }

    private Optional<String> token(Evidence evidence) {
        return place.first(evidence)
                .filter(text -> text.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(text -> text.substring(prefix.length()).strip());
    }

    @Override
    public CompletionStage<Admission> judge(Evidence evidence, Terms terms) {
        Coverage coverage = rules.coversBody() ? Coverage.WHOLE : Coverage.NONE;
        return rules.refusal(token(evidence).orElse(""), evidence, terms)
                .thenApply(refusal -> refusal.orElse(new Admission.Event(coverage, -1)));
    }

    @Override
    public Admission.Refused missing() {
        return new Admission.Refused("signature-missing", place + " is missing");
    }

    @Override
    public List<Place> places() {
        return List.of(place);
    }

    @Override
    public Description description() {
        return new Description(
                "`" + place + "`" + (prefix.isEmpty() ? "" : ", after `" + prefix.strip() + "`"),
                "JSON Web Token, " + rules.algorithm().title() + "; key: published by the provider",
                rules.coversBody() ? "the SHA-256 of the body, as a claim" : "audience, issuer and life of the token",
                rules.age().map(most -> most.toSeconds() + " s").orElse("the life of the token"));
    }
}
