package dev.millrace.http.signature;

import dev.millrace.http.HttpReply;
import dev.millrace.http.signature.FetchedKeys.Lookup;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Where the keys of tokens are published. */
interface KeyEndpoint {

    boolean isReady(Terms terms);

    /**
     * Looks a key up, among others.
     *
     * @param renew whether the kept ones lack it
     */
    CompletionStage<Lookup> lookup(String keyId, boolean renew, Terms terms);

    /** A JSON Web Key Set (RFC 7517 section 5). */
    record Published(URI address) implements KeyEndpoint {

        @Override
        public boolean isReady(Terms terms) {
            return true;
        }

        @Override
        public CompletionStage<Lookup> lookup(String keyId, boolean renew, Terms terms) {
            return terms.fetched().get(address.toString(), renew, fetch -> fetch.get(address), Published::read);
        }

        private static Lookup read(HttpReply reply) {
            if (reply.status() != 200) {
                return new Lookup.Unavailable("the reply has status " + reply.status());
            }
            Optional<BodyJson> document = BodyJson.read(reply.body());
            KeySet keys = document.map(JsonWebKeys::set).orElseGet(() -> new KeySet(List.of()));
            return keys.entries().isEmpty()
                    ? new Lookup.Unavailable("the reply is no JSON Web Key Set with a key in it")
                    : new Lookup.Found(keys);
        }
    }

    /**
     * Plaid's service, which gives one key by its id to its clients.
     *
     * @param client the id of the client; its secret is the first one of the settings
     */
    record Plaid(URI address, String client) implements KeyEndpoint {

        private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        @Override
        public boolean isReady(Terms terms) {
            return !terms.secrets().texts().isEmpty();
        }

        @Override
        public CompletionStage<Lookup> lookup(String keyId, boolean renew, Terms terms) {
            if (renew || !KEY_ID.matcher(keyId).matches()) {
                return CompletableFuture.completedFuture(
                        new Lookup.Unknown("key-unknown", "the token names no key of the provider"));
            }
            String question = "{\"client_id\":" + JsonText.of(client) + ",\"secret\":"
                    + JsonText.of(terms.secrets().texts().get(0)) + ",\"key_id\":" + JsonText.of(keyId) + "}";
            return terms.fetched()
                    .get(address + "#" + keyId, false, fetch -> fetch.post(address, question), Plaid::read);
        }

        private static Lookup read(HttpReply reply) {
            if (reply.status() != 200) {
                return reply.status() == 400
                        ? new Lookup.Unknown("key-unknown", "the provider knows no such key")
                        : new Lookup.Unavailable("the reply has status " + reply.status());
            }
            KeySet keys = JsonWebKeys.read(BodyJson.read(reply.body()).stream()
                    .flatMap(document -> document.object("key").stream())
                    .toList());
            return keys.entries().isEmpty() ? new Lookup.Unavailable("the reply holds no key") : new Lookup.Found(keys);
        }
    }

    /** The keys of an endpoint that are meant for one algorithm. */
    record Keys(KeyEndpoint endpoint, Algorithm algorithm, String title) implements KeySource {

        @Override
        public boolean isReady(Terms terms) {
            return endpoint.isReady(terms);
        }

        @Override
        public CompletionStage<Found> keys(Evidence evidence, Terms terms) {
            return keys(false, evidence, terms);
        }

        @Override
        public Optional<CompletionStage<Found>> renewed(Evidence evidence, Terms terms) {
            return Optional.of(keys(true, evidence, terms));
        }

        private CompletionStage<Found> keys(boolean renew, Evidence evidence, Terms terms) {
            return endpoint.lookup("", renew, terms).thenApply(lookup -> {
                if (lookup instanceof Lookup.Found some) {
                    return new Found.Keys(some.keys().entries().stream()
                            .filter(entry -> entry.isValidAt(evidence.now()) && algorithm.fits(entry.key()))
                            .map(entry -> VerifyKey.open(-1, algorithm, entry.key()))
                            .toList());
                }
                return new Found.None(lookup.admission());
            });
        }
    }

    /** Endpoints in the settings, where {@link VerifyChecks} has seen that they are addresses. */
    static List<KeyEndpoint> of(String address) {
        return address.isEmpty() ? List.of() : List.of(new Published(URI.create(address)));
    }
}
