package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * A text that only the sender knows, sent as it is: a token, a key or, with a user name, a password (RFC 7617).
 *
 * @param places where it may be; one that fits is enough
 * @param prefix what stands before it, in whatever case, such as {@code Bearer }
 * @param user of basic authentication; empty for a token
 */
record TokenProof(List<Place> places, String prefix, String user) implements Proof {

    TokenProof {
        places = List.copyOf(places);
    }

    static TokenProof in(String... places) {
        return new TokenProof(List.of(places).stream().map(Place::parse).toList(), "", "");
    }

    /** As RFC 6750 section 2 has it: in a header, or in the query. */
    static List<Proof> bearer() {
        return List.of(new TokenProof(List.of(Place.header("Authorization")), "Bearer ", ""), in("query:access_token"));
    }

    static TokenProof basic(String user) {
        return new TokenProof(List.of(Place.header("Authorization")), "Basic ", user);
    }

    @Override
    public boolean isReady(Terms terms) {
        return !terms.secrets().texts().isEmpty();
    }

    @Override
    public boolean isOffered(Evidence evidence) {
        return !offered(evidence).isEmpty();
    }

    @Override
    public CompletionStage<Admission> judge(Evidence evidence, Terms terms) {
        return CompletableFuture.completedFuture(verdict(evidence, terms));
    }

    private Admission verdict(Evidence evidence, Terms terms) {
        List<byte[]> offered = offered(evidence).stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        List<String> secrets = terms.secrets().texts();
        for (int number = 0; number < secrets.size(); number++) {
            if (Same.anyOf(offered, expected(secrets.get(number)).getBytes(StandardCharsets.UTF_8))) {
                return new Admission.Event(Coverage.NONE, number);
            }
        }
        return new Admission.Refused("token-mismatch", where() + " holds none of the " + secrets.size() + " secrets");
    }

    private String expected(String secret) {
        return user.isEmpty()
                ? secret
                : Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private List<String> offered(Evidence evidence) {
        List<String> offered = new ArrayList<>();
        for (Place place : places) {
            for (String text : place.all(evidence)) {
                if (text.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    offered.add(text.substring(prefix.length()).strip());
                }
            }
        }
        return offered;
    }

    @Override
    public Admission.Refused missing() {
        return new Admission.Refused("token-missing", where() + " is missing");
    }

    private String where() {
        return places.stream().map(Place::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Description description() {
        String how = prefix.equals("Basic ") ? "user name and password" : "token, compared as it is";
        return new Description(
                "`" + where() + "`" + (prefix.isEmpty() ? "" : ", after `" + prefix.strip() + "`"),
                how,
                "nothing",
                "none");
    }
}
