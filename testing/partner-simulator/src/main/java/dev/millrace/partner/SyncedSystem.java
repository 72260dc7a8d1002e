package dev.millrace.partner;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A system with customers in this process on 127.0.0.1, which people change and which is kept in sync with another one. Each
 * customer knows when and where somebody last changed it; a write of an older change is refused with 412.
 *
 * <p>{@code GET /customers?since=...} lists those that were written since then, for whatever reason;
 * {@code PUT /customers/ID} takes a change. Thread-safe; {@link #close()} cuts every connection.
 */
public final class SyncedSystem implements AutoCloseable {

    private static final Pattern ONE = Pattern.compile("/customers/([A-Za-z0-9-]+)");
    private static final Pattern ALL = Pattern.compile("/customers\\?since=(.*)");

    /**
     * A customer as it is here.
     *
     * @param changed when somebody changed it
     * @param origin the system where that was
     * @param written when it was written here
     */
    private record Customer(String id, String name, Instant changed, String origin, Instant written) {
        String json() {
            return "{\"id\":" + Json.quoted(id) + ",\"name\":" + Json.quoted(name) + ",\"changed_at\":\"" + changed
                    + "\",\"origin\":" + Json.quoted(origin) + ",\"updated\":\"" + written + "\"}";
        }
    }

    private final RestPartner http;
    private final String name;
    private final boolean winsTies;
    private final Map<String, Customer> customers = new TreeMap<>();
    private Instant last = Instant.now();

    private SyncedSystem(String name, boolean winsTies) throws IOException {
        this.name = name;
        this.winsTies = winsTies;
        http = RestPartner.start();
        http.answerBy(request -> Optional.of(answer(request)));
    }

    /**
     * Listens on a free port, without customers.
     *
     * @param name what changes by its own people are marked with
     * @param winsTies whether of two changes at the same time its own stays
     */
    public static SyncedSystem start(String name, boolean winsTies) throws IOException {
        return new SyncedSystem(name, winsTies);
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String url() {
        return http.url();
    }

    /** Somebody changes a customer here. */
    public synchronized void change(String id, String text, Instant at) {
        customers.put(id, new Customer(id, text, at, name, now()));
    }

    /** All customers: the name by the id. */
    public synchronized Map<String, String> names() {
        return customers.values().stream().collect(Collectors.toMap(Customer::id, Customer::name));
    }

    /** The writes that were tried, refused ones included, in order of arrival. */
    public List<ReceivedRequest> writes() {
        return http.received().stream()
                .filter(request -> request.method().equals("PUT"))
                .toList();
    }

    /** How often somebody asked what is new. */
    public long polls() {
        return http.received().stream()
                .filter(request -> request.method().equals("GET"))
                .count();
    }

    @Override
    public void close() {
        http.close();
    }

    private synchronized Answer answer(ReceivedRequest request) {
        Matcher all = ALL.matcher(request.path());
        Matcher one = ONE.matcher(request.path());
        if (request.method().equals("GET") && all.matches()) {
            Instant since = Instant.parse(URLDecoder.decode(all.group(1), StandardCharsets.UTF_8));
            return Answer.status(200)
                    .body(
                            "application/json",
                            customers.values().stream()
                                    .filter(customer -> !customer.written.isBefore(since))
                                    .map(Customer::json)
                                    .collect(Collectors.joining(",", "{\"items\":[", "]}")));
        }
        return request.method().equals("PUT") && one.matches() ? put(one.group(1), request) : Answer.status(404);
    }

    private Answer put(String id, ReceivedRequest request) {
        Map<String, Object> body = JsonReader.object(request.text());
        Instant changed = Instant.parse(text(body, "changed_at"));
        Customer here = customers.get(id);
        if (here != null && (here.changed.isAfter(changed) || (here.changed.equals(changed) && winsTies))) {
            return Answer.status(412);
        }
        customers.put(id, new Customer(id, text(body, "name"), changed, text(body, "origin"), now()));
        return Answer.status(200);
    }

    private static String text(Map<String, Object> body, String name) {
        return Jws.text(body, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /** Later than all before. */
    private Instant now() {
        Instant now = Instant.now();
        last = now.isAfter(last) ? now : last.plusNanos(1_000);
        return last;
    }
}
