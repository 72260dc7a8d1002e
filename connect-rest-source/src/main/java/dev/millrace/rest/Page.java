package dev.millrace.rest;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer that holds rows.
 *
 * @param request what it answers
 * @param address where it came from, as it was asked for
 * @param status 2xx, or 304 where nothing changed
 * @param headers the values of each field by its name, whatever its case
 * @param body as it came, content codings undone; not copied
 * @param facts what the options look for in the body beside the rows, each by its pointer; absent ones are not in it
 * @param validators for the next request of the same kind
 */
@SuppressWarnings("ArrayRecordComponent")
record Page(
        PageRequest request,
        URI address,
        int status,
        Map<String, List<String>> headers,
        byte[] body,
        Map<String, String> facts,
        Validators validators) {

    private static final int NOT_MODIFIED = 304;

    Page {
        TreeMap<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> byName.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(byName);
        facts = Map.copyOf(facts);
    }

    /** The same as the answer to another request, with further facts. */
    Page as(PageRequest other, Map<String, String> further) {
        Map<String, String> all = new TreeMap<>(facts);
        all.putAll(further);
        return new Page(other, address, status, headers, body, all, validators);
    }

    boolean isUnchanged() {
        return status == NOT_MODIFIED;
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    Optional<String> fact(String pointer) {
        return Optional.ofNullable(facts.get(pointer));
    }

    /** Where it came from as it may be shown: the query may hold secrets. */
    String shownAddress() {
        return address.getScheme() + "://" + address.getRawAuthority()
                + (address.getRawPath() == null ? "" : address.getRawPath());
    }

    @Override
    public String toString() {
        return request + ", status " + status;
    }
}
