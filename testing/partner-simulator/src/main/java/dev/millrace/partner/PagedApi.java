package dev.millrace.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * An API that gives out rows, in this process on 127.0.0.1, in all the ways in which APIs do: at {@code /rows}, with the
 * parameters {@code page}, {@code offset}, {@code cursor} and {@code after} (an id) by its {@link Style}, and {@code since},
 * {@code until} (times) and {@code from} (an id) as filters, each inclusive. Rows may change at any time, also between the
 * pages of one run. Thread-safe.
 */
public final class PagedApi implements AutoCloseable {

    /** How one page leads to the next. */
    public enum Style {
        /** Everything at once. */
        ALL,
        /** By its number, from 1. */
        PAGE,
        /** By the number of rows before it. */
        OFFSET,
        /** By a cursor in the body. */
        CURSOR,
        /** By a cursor in the header X-Next. */
        CURSOR_HEADER,
        /** By the id of the last row. */
        AFTER_ID,
        /** By the header Link. */
        LINK,
        /** By an address in the body. */
        NEXT_URL
    }

    /** How rows are written. */
    public enum Form {
        JSON,
        XML,
        CSV
    }

    /**
     * A request as it came.
     *
     * @param target path and query
     */
    public record Asked(String method, String target, Map<String, String> headers, String body) {}

    private record Fault(int status, Map<String, String> headers, String body) {}

    private final List<PagedRow> rows = new ArrayList<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(PagedApi::daemon);
    private final HttpServer server;
    private Style style = Style.ALL;
    private Form form = Form.JSON;
    private int size = 3;
    private boolean gzip;
    private boolean etags;
    private boolean filters = true;
    private boolean strict;
    private boolean descending;
    private boolean stuck;
    private long tokensFrom;
    private Optional<String> elsewhere = Optional.empty();
    private LongConsumer meanwhile = request -> {};

    private PagedApi() throws IOException {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        server = HttpServer.create(Loopback.at(0), 128);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Listens on a free port; no rows yet. */
    public static PagedApi start() throws IOException {
        return new PagedApi();
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String url() {
        return "http://" + Loopback.HOST + ":" + server.getAddress().getPort();
    }

    /** How pages follow each other, and how many rows one has. */
    public synchronized PagedApi pages(Style how, int rowsOfAPage) {
        style = how;
        size = rowsOfAPage;
        return this;
    }

    public synchronized PagedApi form(Form how) {
        form = how;
        return this;
    }

    /** Packs bodies, as files that are downloaded are: no header tells so. */
    public synchronized PagedApi gzip() {
        gzip = true;
        return this;
    }

    /** Sends an ETag, and answers 304 to a request that has it. */
    public synchronized PagedApi etags() {
        etags = true;
        return this;
    }

    /** Takes no notice of filters. */
    public synchronized PagedApi ignoringFilters() {
        filters = false;
        return this;
    }

    /** Leaves out rows that are exactly as old as {@code since}. */
    public synchronized PagedApi leavingOutTheBoundary() {
        strict = true;
        return this;
    }

    /** The newest first. */
    public synchronized PagedApi descending() {
        descending = true;
        return this;
    }

    /** Gives out the same cursor, page or address for ever. */
    public synchronized PagedApi stuck() {
        stuck = true;
        return this;
    }

    /** Addresses of pages lead to this host and port. */
    public synchronized PagedApi leadingTo(String hostAndPort) {
        elsewhere = Optional.of(hostAndPort);
        return this;
    }

    /** All cursors that were given out so far are answered 410 from now on. */
    public synchronized PagedApi expireCursors() {
        tokensFrom++;
        return this;
    }

    /** Called with the number of each request, from 1, before it is answered. */
    public synchronized PagedApi meanwhile(LongConsumer change) {
        meanwhile = change;
        return this;
    }

    /** The next request gets this answer instead of rows; those behind it the ones added later. */
    public synchronized PagedApi fail(int status, Map<String, String> headers, String body) {
        faults.add(new Fault(status, Map.copyOf(headers), body));
        return this;
    }

    public synchronized PagedApi add(PagedRow row) {
        rows.add(row);
        return this;
    }

    public synchronized PagedApi remove(long id) {
        rows.removeIf(row -> row.id() == id);
        return this;
    }

    /** All requests, in order of arrival. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        LongConsumer change;
        synchronized (this) {
            asked.add(new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), Map.copyOf(headers), body));
            change = meanwhile;
        }
        change.accept(asked.size());
        try (exchange) {
            synchronized (this) {
                answer(exchange, headers);
            }
        }
    }

    private void answer(HttpExchange exchange, Map<String, String> headers) throws IOException {
        Fault fault = faults.poll();
        if (fault != null) {
            fault.headers().forEach(exchange.getResponseHeaders()::set);
            send(exchange, fault.status(), fault.body().getBytes(StandardCharsets.UTF_8));
            return;
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String cursor = query.get("cursor");
        if (cursor != null && !decoded(cursor).startsWith(tokensFrom + ":")) {
            send(exchange, 410, new byte[0]);
            return;
        }
        List<PagedRow> matching = matching(query);
        int first = first(query, matching);
        List<PagedRow> page = style == Style.ALL
                ? matching
                : matching.subList(Math.min(first, matching.size()), Math.min(first + size, matching.size()));
        boolean more = style != Style.ALL && first + page.size() < matching.size();
        String next = more || (stuck && !page.isEmpty()) ? token(first, page) : "";
        byte[] text = text(exchange, page, next, more, matching.size());
        if (etags) {
            CRC32 sum = new CRC32();
            sum.update(text);
            String etag = "\"" + Long.toHexString(sum.getValue()) + "\"";
            exchange.getResponseHeaders().set("ETag", etag);
            if (etag.equals(headers.get("if-none-match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
        }
        send(exchange, 200, gzip ? packed(text) : text);
    }

    private List<PagedRow> matching(Map<String, String> query) {
        Comparator<PagedRow> order = Comparator.comparing(PagedRow::updated).thenComparing(PagedRow::id);
        return rows.stream()
                .filter(row -> !filters || fits(row, query))
                .sorted(descending ? order.reversed() : order)
                .toList();
    }

    private boolean fits(PagedRow row, Map<String, String> query) {
        int since = query.containsKey("since") ? row.updated().compareTo(query.get("since")) : 1;
        return since >= (strict ? 1 : 0)
                && (!query.containsKey("until") || row.updated().compareTo(query.get("until")) <= 0)
                && (!query.containsKey("from") || row.id() >= Long.parseLong(query.get("from")));
    }

    private int first(Map<String, String> query, List<PagedRow> matching) {
        return switch (style) {
            case ALL -> 0;
            case PAGE, LINK -> (Integer.parseInt(query.getOrDefault("page", "1")) - 1) * size;
            case OFFSET, NEXT_URL -> Integer.parseInt(query.getOrDefault("offset", "0"));
            case CURSOR, CURSOR_HEADER ->
                behind(
                        query.containsKey("cursor")
                                ? Long.parseLong(decoded(query.get("cursor")).split(":", 2)[1])
                                : -1,
                        matching);
            case AFTER_ID -> behind(Long.parseLong(query.getOrDefault("after", "-1")), matching);
        };
    }

    private static int behind(long id, List<PagedRow> matching) {
        for (int at = 0; at < matching.size(); at++) {
            if (matching.get(at).id() == id) {
                return at + 1;
            }
        }
        return 0;
    }

    private String token(int first, List<PagedRow> page) {
        long last = page.get(page.size() - 1).id();
        return switch (style) {
            case ALL, AFTER_ID -> "";
            case PAGE, LINK -> String.valueOf(first / size + (stuck ? 1 : 2));
            case OFFSET, NEXT_URL -> String.valueOf(stuck ? first : first + page.size());
            case CURSOR, CURSOR_HEADER ->
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((tokensFrom + ":" + (stuck ? 0 : last)).getBytes(StandardCharsets.UTF_8));
        };
    }

    private byte[] text(HttpExchange exchange, List<PagedRow> page, String next, boolean more, int total) {
        String address = elsewhere.map(host -> "http://" + host).orElse("");
        String query = exchange.getRequestURI().getRawQuery();
        String others = query == null
                ? ""
                : query.replaceAll("&?(page|offset)=[^&]*", "").replaceAll("^&", "");
        String kept = others.isEmpty() ? "" : "&" + others;
        if (style == Style.LINK && !next.isEmpty()) {
            exchange.getResponseHeaders().add("Link", "<" + address + "/rows?page=" + next + kept + ">; rel=\"next\"");
        }
        if (style == Style.CURSOR_HEADER && !next.isEmpty()) {
            exchange.getResponseHeaders().set("X-Next", next);
        }
        String inBody = style == Style.NEXT_URL && !next.isEmpty()
                ? address + "/rows?offset=" + next + kept
                : style == Style.CURSOR ? next : "";
        StringBuilder text = new StringBuilder();
        switch (form) {
            case JSON ->
                text.append("{\"items\":[")
                        .append(String.join(
                                ",", page.stream().map(PagedRow::json).toList()))
                        .append("],\"meta\":{\"next\":")
                        .append(inBody.isEmpty() ? "null" : "\"" + inBody + "\"")
                        .append(",\"more\":")
                        .append(more)
                        .append(",\"total\":")
                        .append(total)
                        .append(",\"pages\":")
                        .append((total + size - 1) / size)
                        .append("}}");
            case XML ->
                text.append("<page><next>")
                        .append(inBody)
                        .append("</next><rows>")
                        .append(String.join("", page.stream().map(PagedRow::xml).toList()))
                        .append("</rows></page>");
            case CSV -> {
                text.append("id,updated,text\n");
                page.forEach(row -> text.append(row.csv()).append('\n'));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && !parts[1].isEmpty()) {
                query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static String decoded(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }

    private static byte[] packed(byte[] text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        }
        return packed.toByteArray();
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "paged-api");
        thread.setDaemon(true);
        return thread;
    }
}
