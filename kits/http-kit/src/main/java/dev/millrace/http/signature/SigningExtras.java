package dev.millrace.http.signature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the requests of some presets hold besides a time, an id and a signature.
 *
 * @param writesBody whether texts whose place is in the body are written there; it is a JSON object then
 * @param kept members of it that stay as they are where the body has them
 * @param fixed what is always the same, by its place
 * @param random places of a text that is another one at each signing
 * @param token what vouches for the body instead of a signature
 */
record SigningExtras(
        boolean writesBody, Set<String> kept, Map<Place, String> fixed, List<Place> random, Optional<BodyToken> token) {

    static final SigningExtras NONE = new SigningExtras(false, Set.of(), Map.of(), List.of(), Optional.empty());

    SigningExtras {
        kept = Set.copyOf(kept);
        fixed = Map.copyOf(fixed);
        random = List.copyOf(random);
    }
}
