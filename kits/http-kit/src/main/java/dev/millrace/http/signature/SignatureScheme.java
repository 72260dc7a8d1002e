package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * How one kind of signature is made and verified, as data: built by {@link SchemeBuilder}. Immutable, for any thread.
 *
 * @param signatures where signatures are; all of them count
 * @param separator what stands between the pieces of such a text; empty when it is one piece
 * @param prefix what a piece that is a signature begins with
 * @param content which bytes are signed
 * @param ids where the id that is signed is; the first that is there counts
 * @param condition what else a request of this scheme says; another one offers no such signature
 * @param requirements what a request must say besides, or it is refused
 * @param bodyHash where the SHA-256 of the body is, for a signature that covers that place and not the body
 * @param bodyRule what the body must be besides
 */
record SignatureScheme(
        List<Place> signatures,
        String separator,
        String prefix,
        Algorithm algorithm,
        Encoding encoding,
        KeySource keys,
        SignedContent content,
        Variants variants,
        Optional<TimestampRule> timestamp,
        List<Place> ids,
        Optional<Condition> condition,
        List<Condition> requirements,
        Optional<Place> bodyHash,
        BodyRule bodyRule,
        Coverage coverage)
        implements Proof {

    private static final String MISMATCH = "signature-mismatch";

    /** More signatures than that in one request are an attempt to keep us busy. */
    private static final int SIGNATURES_MOST = 16;

    /** Likewise, with what else stands between the separators. */
    private static final int PIECES_MOST = 64;

    /** What a place must hold. */
    record Condition(Place place, Set<String> values) {
        Condition {
            values = Set.copyOf(values);
        }

        boolean isMet(Evidence evidence) {
            return place.first(evidence).filter(values::contains).isPresent();
        }
    }

    SignatureScheme {
        signatures = List.copyOf(signatures);
        ids = List.copyOf(ids);
        requirements = List.copyOf(requirements);
    }

    @Override
    public boolean isReady(Terms terms) {
        return keys.isReady(terms);
    }

    @Override
    public boolean isOffered(Evidence evidence) {
        for (Place place : signatures) {
            if (!place.all(evidence).isEmpty()) {
                return condition.isEmpty() || condition.get().isMet(evidence);
            }
        }
        return false;
    }

    @Override
    public List<Place> places() {
        return signatures;
    }

    @Override
    public CompletionStage<Admission> judge(Evidence evidence, Terms terms) {
        for (Condition asked : requirements) {
            if (!asked.isMet(evidence)) {
                return CompletableFuture.completedFuture(new Admission.Refused(
                        "value-refused", asked.place() + " is missing, or holds something that is not allowed"));
            }
        }
        return keys.keys(evidence, terms).thenCompose(found -> {
            Admission admission = verdict(found, evidence, terms);
            return isMismatch(admission)
                    ? keys.renewed(evidence, terms)
                            .map(again -> again.thenApply(other -> verdict(other, evidence, terms)))
                            .orElseGet(() -> CompletableFuture.completedFuture(admission))
                    : CompletableFuture.completedFuture(admission);
        });
    }

    private static boolean isMismatch(Admission admission) {
        return admission instanceof Admission.Refused refused
                && refused.reason().equals(MISMATCH);
    }

    private Admission verdict(KeySource.Found found, Evidence evidence, Terms terms) {
        if (found instanceof KeySource.Found.Keys some) {
            return verdict(evidence, terms, some.keys());
        }
        return ((KeySource.Found.None) found).admission();
    }

    private Admission verdict(Evidence evidence, Terms terms, List<VerifyKey> verifyKeys) {
        List<String> pieces = pieces(evidence);
        List<byte[]> offered = offered(pieces);
        if (offered.isEmpty()) {
            return new Admission.Refused(
                    "signature-malformed", where() + " holds no signature in the form of this scheme");
        }
        Optional<String> time = content.needsTimestamp() ? time(evidence, pieces) : Optional.empty();
        if (content.needsTimestamp() && time.isEmpty()) {
            return timestampMissing();
        }
        Optional<String> id = first(ids, evidence, pieces);
        if (content.needsId() && id.isEmpty()) {
            return new Admission.Refused("id-missing", ids + " is missing, which is part of what is signed");
        }
        Optional<Admission> unsigned = unsignedBody(evidence);
        if (unsigned.isPresent()) {
            return unsigned.get();
        }
        int number = matching(verifyKeys, offered, new SignedContent.Filling(evidence, time.orElse(""), id.orElse("")));
        if (number < -1) {
            return new Admission.Refused(
                    MISMATCH, where() + " fits none of " + verifyKeys.size() + " keys (" + algorithm.title() + ")");
        }
        return outOfTime(time, evidence, pieces, terms).orElseGet(() -> new Admission.Event(coverage, number));
    }

    /** A time that is not part of the content is read only now that the signature is right: it may be in the body. */
    private Optional<Admission> outOfTime(
            Optional<String> signed, Evidence evidence, List<String> pieces, Terms terms) {
        if (timestamp.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> time = signed.isPresent() ? signed : time(evidence, pieces);
        return time.isEmpty()
                ? Optional.of(timestampMissing())
                : timestamp.get().refusal(time.get(), evidence.now(), terms.tolerance());
    }

    private Optional<String> time(Evidence evidence, List<String> pieces) {
        return timestamp.isEmpty() ? Optional.empty() : first(timestamp.get().places(), evidence, pieces);
    }

    private Admission timestampMissing() {
        String places = timestamp.map(rule -> rule.places().toString()).orElse("the time of signing");
        return new Admission.Refused("timestamp-missing", places + " is missing, without which nothing is proven");
    }

    /** The number of the key that fits, -2 for none. */
    private int matching(List<VerifyKey> verifyKeys, List<byte[]> offered, SignedContent.Filling filling) {
        for (int form = 0; form < variants.count(); form++) {
            SignedContent.Variant variant = variants.of(filling.evidence().request(), form);
            for (VerifyKey key : verifyKeys) {
                if (key.accepts(offered, (sink, secret) -> content.write(filling, variant, sink, secret))) {
                    return key.number();
                }
            }
        }
        return -2;
    }

    private Optional<Admission> unsignedBody(Evidence evidence) {
        byte[] body = evidence.request().body();
        if (!bodyRule.isKept(body) || (content.readsForm() && !evidence.isFormReadable())) {
            return Optional.of(new Admission.Refused(
                    "body-malformed",
                    "the body is not of a form that this sender uses, so its signature proves nothing"));
        }
        if (bodyHash.isEmpty()) {
            return content.coversFormsOnly() && body.length > 0 && !evidence.isForm()
                    ? Optional.of(new Admission.Refused("body-unsigned", "nothing vouches for a body that is no form"))
                    : Optional.empty();
        }
        Optional<String> hash = bodyHash.get().first(evidence);
        if (hash.isEmpty()) {
            return body.length == 0 || evidence.isForm()
                    ? Optional.empty()
                    : Optional.of(new Admission.Refused(
                            "body-unsigned",
                            bodyHash.get() + " is missing, so nothing vouches for a body that is no form"));
        }
        try {
            byte[] expected = SignedContent.sha256(body).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(expected, hash.get().getBytes(StandardCharsets.UTF_8))
                    ? Optional.empty()
                    : Optional.of(new Admission.Refused(MISMATCH, bodyHash.get() + " is not that of the body"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<String> pieces(Evidence evidence) {
        List<String> pieces = new ArrayList<>();
        for (Place place : signatures) {
            for (String text : place.all(evidence)) {
                if (separator.isEmpty()) {
                    pieces.add(text.strip());
                } else {
                    split(text, pieces);
                }
            }
        }
        return pieces;
    }

    private void split(String text, List<String> pieces) {
        int from = 0;
        while (from <= text.length() && pieces.size() < PIECES_MOST) {
            int found = text.indexOf(separator, from);
            int end = found < 0 ? text.length() : found;
            pieces.add(text.substring(from, end).strip());
            from = found < 0 ? text.length() + 1 : found + separator.length();
        }
    }

    private List<byte[]> offered(List<String> pieces) {
        List<byte[]> offered = new ArrayList<>(2);
        int tried = 0;
        for (String piece : pieces) {
            if (piece.startsWith(prefix) && tried++ < SIGNATURES_MOST) {
                encoding.decode(piece.substring(prefix.length()))
                        .filter(signature -> signature.length > 0)
                        .ifPresent(offered::add);
            }
        }
        return offered;
    }

    private static Optional<String> first(List<Place> places, Evidence evidence, List<String> pieces) {
        for (Place place : places) {
            Optional<String> found =
                    place.kind() == Place.Kind.SIGNATURE ? piece(pieces, place.name()) : place.first(evidence);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> piece(List<String> pieces, String beginning) {
        for (String piece : pieces) {
            if (piece.startsWith(beginning)) {
                return Optional.of(piece.substring(beginning.length()));
            }
        }
        return Optional.empty();
    }

    /** What a request of this scheme says besides. */
    List<Condition> conditions() {
        List<Condition> all = new ArrayList<>(requirements);
        condition.ifPresent(all::add);
        return all;
    }

    /** What a secret of the signing side looks like. */
    String titleToSign() {
        return keys instanceof KeySource.Configured configured
                ? configured.form().titleToSign()
                : keys.title();
    }

    /** The key that a secret of the signing side stands for; empty when it is none for this scheme. */
    Optional<SigningKey> signingKey(String secret) {
        return keys instanceof KeySource.Configured configured
                ? configured.form().readToSign(algorithm, secret)
                : Optional.empty();
    }

    /**
     * The signature of a request as its sender writes it, prefix included.
     *
     * @param request with all that is signed, but for time and id
     * @param time as it is written beside the signature; empty for none
     * @param id likewise
     */
    String sign(ReceivedRequest request, SigningKey key, String time, String id) {
        SignedContent.Filling filling =
                new SignedContent.Filling(new Evidence(request, request.receivedAt()), time, id);
        SignedContent.Variant variant = variants.of(request, 0);
        return prefix + encoding.encode(key.sign((sink, bytes) -> content.write(filling, variant, sink, bytes)));
    }

    @Override
    public Admission.Refused missing() {
        return new Admission.Refused("signature-missing", where() + " is missing");
    }

    private String where() {
        return signatures.stream().map(Place::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Description description() {
        List<String> what = new ArrayList<>(List.of("`" + content + "`"));
        what.addAll(variants.titles());
        bodyHash.ifPresent(place -> what.add("and " + place + " is the SHA-256 of the body"));
        return new Description(
                "`" + where() + "`" + (prefix.isEmpty() ? "" : ", after `" + prefix + "`"),
                algorithm.title() + ", " + encoding.name().toLowerCase(Locale.ROOT) + "; key: " + keys.title(),
                String.join("; ", what),
                timestamp
                        .map(rule -> rule.tolerance().isZero()
                                ? "off"
                                : rule.tolerance().toSeconds() + " s")
                        .orElse("none"));
    }
}
