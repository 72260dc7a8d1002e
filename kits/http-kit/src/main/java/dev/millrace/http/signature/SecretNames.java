package dev.millrace.http.signature;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a provider's requests carry their signatures, tokens and passwords: what is there must not be passed on.
 *
 * @param headers names of header fields, whose case does not matter
 * @param parameters names of parameters of the query
 */
public record SecretNames(Set<String> headers, Set<String> parameters) {

    /** There are none. */
    public static final SecretNames NONE = new SecretNames(Set.of(), Set.of());

    public SecretNames {
        headers = Set.copyOf(headers);
        parameters = Set.copyOf(parameters);
    }

    static SecretNames of(Collection<Proof> proofs) {
        List<Place> places =
                proofs.stream().flatMap(proof -> proof.places().stream()).toList();
        return new SecretNames(names(places, Place.Kind.HEADER), names(places, Place.Kind.QUERY));
    }

    private static Set<String> names(List<Place> places, Place.Kind kind) {
        return places.stream()
                .filter(place -> place.kind() == kind)
                .flatMap(place -> place.names().stream())
                .collect(Collectors.toSet());
    }
}
