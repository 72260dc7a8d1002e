package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.security.auth.x500.X500Principal;

/**
 * A client certificate that the listener has verified against its trusted ones.
 *
 * @param subjects the distinguished names that are welcome; empty for all that the listener trusts
 */
record CertificateProof(List<String> subjects) implements Proof {

    CertificateProof {
        subjects = List.copyOf(subjects);
    }

    @Override
    public boolean isReady(Terms terms) {
        return true;
    }

    @Override
    public boolean isOffered(Evidence evidence) {
        return evidence.request().clientSubject().isPresent();
    }

    @Override
    public CompletionStage<Admission> judge(Evidence evidence, Terms terms) {
        Optional<String> subject = evidence.request().clientSubject();
        boolean welcome = subjects.isEmpty()
                || subject.filter(offered -> subjects.stream().anyMatch(one -> isSame(one, offered)))
                        .isPresent();
        return CompletableFuture.completedFuture(
                welcome
                        ? new Admission.Event(Coverage.NONE, -1)
                        : new Admission.Refused(
                                "certificate-mismatch",
                                "the subject of the client certificate is none of those allowed"));
    }

    /** Whether a text is a distinguished name (RFC 4514), its attribute types by their usual names or numbers. */
    static boolean isName(String text) {
        return read(text).isPresent();
    }

    /** By the parts of the names: spaces, case and the way in which attribute types are written do not matter. */
    private static boolean isSame(String one, String other) {
        Optional<X500Principal> expected = read(one);
        return expected.isPresent() && expected.equals(read(other));
    }

    private static Optional<X500Principal> read(String text) {
        try {
            return Optional.of(new X500Principal(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public Admission.Refused missing() {
        return new Admission.Refused("certificate-missing", "the sender showed no client certificate");
    }

    @Override
    public Description description() {
        return new Description("the client certificate", "mutual TLS", "nothing", "none");
    }
}
