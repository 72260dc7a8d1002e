package dev.millrace.http.signature;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Signs requests by a {@link SignatureScheme}: the other side of a {@link WebhookProvider}. For any thread.
 */
public final class RequestSigner {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** The first one says where everything goes; others make signatures of another version, in the same place. */
    private final List<SignatureScheme> schemes;

    private final boolean freshId;

    private final SigningExtras extras;

    /** @param freshId whether each signing makes a new id, though the request has one */
    RequestSigner(List<SignatureScheme> schemes, boolean freshId, SigningExtras extras) {
        this.schemes = List.copyOf(schemes);
        this.freshId = freshId;
        this.extras = extras;
    }

    /** Whether what is signed holds an id that must be the same whenever a request is sent again. */
    public boolean signsLastingId() {
        SignatureScheme first = schemes.get(0);
        return !freshId
                && (first.content().needsId()
                        || (extras.writesBody() && !first.ids().isEmpty()));
    }

    /** The presets that can sign: those whose requests are signed. */
    public static List<String> presets() {
        return SigningPresets.names();
    }

    /**
     * Signs as the requests of that provider are signed, in its strongest form.
     *
     * @param preset one of {@link #presets}
     * @param terms {@linkplain SigningTerms#validate valid} for it
     */
    public static RequestSigner ofPreset(String preset, SigningTerms terms) {
        return SigningPresets.signer(preset, terms);
    }

    /**
     * Makes keys of secrets, one on each line; a PEM block is one of them.
     *
     * @throws IllegalArgumentException when there is none, one of another form, or more than fit into a request; the message
     *     quotes none of them
     */
    public SigningKeys keys(String secrets) {
        List<SigningKeys.Entry> entries = new ArrayList<>();
        for (String secret : SecretStore.split(secrets, "[\\r\\n]+")) {
            entries.add(entry(secret, entries.size() + 1));
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("holds no secret");
        }
        if (entries.size() > room()) {
            throw new IllegalArgumentException(
                    "holds " + entries.size() + " secrets, and a request has room for the signatures of " + room()
                            + " only: remove the old ones");
        }
        return new SigningKeys(entries);
    }

    private SigningKeys.Entry entry(String secret, int number) {
        for (SignatureScheme scheme : schemes) {
            Optional<SigningKey> key = scheme.signingKey(secret);
            if (key.isPresent()) {
                return new SigningKeys.Entry(scheme, key.get());
            }
        }
        throw new IllegalArgumentException("holds as number " + number + " something that is not "
                + schemes.stream().map(SignatureScheme::titleToSign).collect(Collectors.joining(" or ")));
    }

    private int room() {
        SignatureScheme first = schemes.get(0);
        return first.separator().isEmpty()
                ? first.signatures().stream()
                        .mapToInt(place -> place.names().size())
                        .sum()
                : Integer.MAX_VALUE;
    }

    /**
     * The call with time, id and signatures. An id that is in its place already stays there; else it is the call's
     * Idempotency-Key, so that it is the same whenever the request is sent again.
     *
     * @param newId makes one for a call that has none
     */
    public HttpCall sign(HttpCall call, SigningKeys keys, Instant now, Supplier<String> newId) {
        if (extras.token().isPresent()) {
            return extras.token().get().sign(call, keys.entries().get(0).key(), now);
        }
        SignatureScheme first = schemes.get(0);
        List<String> pieces = new ArrayList<>();
        String time = first.timestamp().map(rule -> rule.write(now)).orElse("");
        HttpCall asked = withExtras(withConditions(call, first), newId);
        HttpCall timed = first.timestamp().isPresent()
                ? put(asked, first.timestamp().get().places().get(0), time, pieces)
                : asked;
        String id = first.ids().isEmpty() ? "" : id(timed, first.ids().get(0), newId);
        HttpCall complete =
                first.ids().isEmpty() ? timed : put(timed, first.ids().get(0), id, pieces);
        HttpCall hashed = withBodyHash(complete, first);
        ReceivedRequest request = request(hashed, now);
        List<String> signatures = new ArrayList<>();
        for (SigningKeys.Entry entry : keys.entries()) {
            signatures.add(entry.scheme().sign(request, entry.key(), time, id));
        }
        return withSignatures(hashed, first, pieces, signatures);
    }

    private HttpCall withConditions(HttpCall call, SignatureScheme scheme) {
        HttpCall asked = call;
        for (SignatureScheme.Condition condition : scheme.conditions()) {
            if (condition.place().kind() == Place.Kind.HEADER
                    || condition.place().kind() == Place.Kind.BODY) {
                asked = put(
                        asked, condition.place(), condition.values().iterator().next(), new ArrayList<>());
            }
        }
        return asked;
    }

    private HttpCall withExtras(HttpCall call, Supplier<String> newId) {
        HttpCall complete = call;
        for (Map.Entry<Place, String> fixed : extras.fixed().entrySet()) {
            complete = put(complete, fixed.getKey(), fixed.getValue(), new ArrayList<>());
        }
        for (Place place : extras.random()) {
            complete = put(complete, place, newId.get(), new ArrayList<>());
        }
        return complete;
    }

    private String id(HttpCall call, Place place, Supplier<String> newId) {
        if (freshId) {
            return newId.get();
        }
        Optional<String> given = place.kind() == Place.Kind.HEADER ? call.header(place.name()) : Optional.empty();
        return given.or(() -> call.header(IDEMPOTENCY_KEY).map(RequestSigner::unquoted))
                .orElseGet(newId);
    }

    /** The value of an Idempotency-Key may stand in quotes, which are none of it. */
    private static String unquoted(String key) {
        return key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1)
                : key;
    }

    private HttpCall withBodyHash(HttpCall call, SignatureScheme scheme) {
        Optional<Place> place = scheme.bodyHash();
        boolean isForm = call.contentType().toLowerCase(Locale.ROOT).startsWith(Evidence.FORM);
        return place.isEmpty() || call.body().length == 0 || isForm
                ? call
                : put(call, place.get(), SignedContent.hash(call.body()), new ArrayList<>());
    }

    /** Writes a text where the scheme has it; in most bodies it is the sender's own. */
    private HttpCall put(HttpCall call, Place place, String text, List<String> pieces) {
        return switch (place.kind()) {
            case HEADER -> call.replacing(new HttpHeader(place.name(), text));
            case QUERY -> call.withTarget(Parameter.added(call.target(), place.name(), text));
            case SIGNATURE -> {
                pieces.add(place.name() + text);
                yield call;
            }
            case BODY ->
                extras.writesBody() && !isKept(call, place)
                        ? call.withBody(JsonMembers.with(call.body(), place.name(), text))
                        : call;
            case FORM -> call;
        };
    }

    private boolean isKept(HttpCall call, Place place) {
        return extras.kept().contains(place.name())
                && BodyJson.read(call.body())
                        .filter(json -> json.has(place.name()))
                        .isPresent();
    }

    private HttpCall withSignatures(
            HttpCall call, SignatureScheme scheme, List<String> pieces, List<String> signatures) {
        if (!scheme.separator().isEmpty()) {
            pieces.addAll(signatures);
            return put(call, scheme.signatures().get(0), String.join(scheme.separator(), pieces), List.of());
        }
        List<Place> places = scheme.signatures().stream()
                .flatMap(place -> place.names().stream().map(name -> new Place(place.kind(), name)))
                .toList();
        HttpCall signed = call;
        for (int i = 0; i < signatures.size(); i++) {
            signed = put(signed, places.get(i), signatures.get(i), List.of());
        }
        return signed;
    }

    /** The call as its receiver will see it. */
    private static ReceivedRequest request(HttpCall call, Instant now) {
        URI target = call.target();
        List<ReceivedHeaders.Field> fields = new ArrayList<>(call.headers().size() + 2);
        fields.add(new ReceivedHeaders.Field("Host", String.valueOf(target.getRawAuthority())));
        call.headers().forEach(header -> fields.add(new ReceivedHeaders.Field(header.name(), header.value())));
        if (call.sendsContentType()) {
            fields.add(new ReceivedHeaders.Field("Content-Type", call.contentType()));
        }
        String path = target.getRawPath();
        String query = target.getRawQuery();
        return new ReceivedRequest(
                "",
                call.method().name(),
                target.toString(),
                path == null || path.isEmpty() ? "/" : path,
                query == null ? "" : query,
                new ReceivedHeaders(fields),
                call.body(),
                "",
                null,
                now);
    }
}
