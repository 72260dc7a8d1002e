package dev.millrace.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's portal on 127.0.0.1, made for people: a login form with a token against forged requests, a session in a cookie that
 * ends at any time, orders in a table of several pages, and robots.txt. Written without our kits.
 *
 * <p>Switches may change at any time. Thread-safe; {@link #close()} cuts every connection.
 */
public final class PortalPartner implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int PAGE_ROWS = 3;

    /** How whoever has no session is told so. */
    public enum Gate {
        /** 302 to the login page. */
        REDIRECT,
        /** 401. */
        UNAUTHORIZED,
        /** 403. */
        FORBIDDEN,
        /** 200 with the login page in place of what was asked for. */
        PAGE
    }

    /** A request as it came. */
    public record Visit(String method, String path, long nanos, String cookie) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(PortalPartner::daemon);
    private final String user;
    private final String password;
    private final List<String> rows = new CopyOnWriteArrayList<>();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> sessions = new ConcurrentHashMap<>();
    private final Set<String> faults = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Gate gate = Gate.REDIRECT;
    private volatile int usesOfASession = Integer.MAX_VALUE;
    private volatile boolean rolls;
    private volatile boolean wantsHeader;
    private volatile String robots = "";
    private volatile int robotsStatus = 404;
    private volatile int loginStatus = 200;

    private PortalPartner(String user, String password) throws IOException {
        this.user = user;
        this.password = password;
        this.server = HttpServer.create(Loopback.at(0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Listens on a free port and knows one user. */
    public static PortalPartner start(String user, String password) throws IOException {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        return new PortalPartner(user, password);
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String url() {
        return "http://" + Loopback.HOST + ":" + server.getAddress().getPort();
    }

    /** Adds orders, numbered on from 1, with a text that a page must escape. */
    public PortalPartner orders(int count) {
        for (int i = 0; i < count; i++) {
            int number = rows.size() + 1;
            rows.add("<tr id=\"o" + number + "\"><td>" + number + "<td>Screws &amp; <b>bolts</b><td class=\"sum\">"
                    + number + ".50</tr>");
        }
        return this;
    }

    public PortalPartner gate(Gate how) {
        gate = how;
        return this;
    }

    /** After so many pages a session is over. */
    public PortalPartner usesOfASession(int uses) {
        usesOfASession = uses;
        return this;
    }

    /** Ends all sessions. */
    public void forgetSessions() {
        sessions.clear();
    }

    /** Names the session anew with each page. */
    public PortalPartner rollCookies() {
        rolls = true;
        return this;
    }

    /** Wants the token of the page's meta element in the header X-CSRF-Token, with each request of the session. */
    public PortalPartner wantHeader() {
        wantsHeader = true;
        return this;
    }

    /** Answers requests for the login page with this. */
    public PortalPartner loginStatus(int status) {
        loginStatus = status;
        return this;
    }

    /** What robots.txt says, and with which status; 404 at first. */
    public PortalPartner robots(int status, String text) {
        robotsStatus = status;
        robots = text;
        return this;
    }

    /** How often somebody logged in. */
    public int logins() {
        return logins.get();
    }

    /** How often a login was refused, or a page to whoever had no session. */
    public int refused() {
        return refused.get();
    }

    /** What a browser would have done otherwise. */
    public Set<String> faults() {
        return Set.copyOf(faults);
    }

    /** All requests, in order. */
    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    /** The requests for a path, without its query. */
    public List<Visit> visits(String path) {
        return visits.stream()
                .filter(visit -> visit.path().split("\\?", 2)[0].equals(path))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
        String path = exchange.getRequestURI().toString();
        visits.add(new Visit(exchange.getRequestMethod(), path, System.nanoTime(), cookie));
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/robots.txt" -> send(exchange, robotsStatus, "text/plain", robots);
                case "/portal/login" -> showLogin(exchange, loginStatus);
                case "/portal/session" -> logIn(exchange, form(body), cookies(cookie));
                case "/portal/home" -> send(exchange, 200, "text/html", "<h1>Welcome</h1>");
                case "/portal/orders" -> showOrders(exchange, cookies(cookie));
                default -> send(exchange, 404, "text/html", "<h1>Nothing here</h1>");
            }
        }
    }

    private void showLogin(HttpExchange exchange, int status) throws IOException {
        String visitor = "v" + numbers.incrementAndGet();
        String token = "t/" + numbers.incrementAndGet() + "+=&";
        tokens.put(visitor, token);
        exchange.getResponseHeaders()
                .add("Set-Cookie", "visitor=" + visitor + "; Path=/portal; HttpOnly; SameSite=Lax");
        exchange.getResponseHeaders().add("Set-Cookie", "theme=dark; Path=/elsewhere");
        send(exchange, status, "text/html; charset=utf-8", """
                <!doctype html><html><head><title>Login</title><meta name="csrf-token" content="h-%1$s"></head><body>
                <form action="/search"><input name="q"></form>
                <form id="login" method="post" action="session"><input type="hidden" name="csrf" value="%2$s">
                <p>User <input name="who" type="text"><p>Password <input type="password" name="pass">
                <input type="checkbox" name="stay" value="yes" checked><input type="checkbox" name="spam" value="yes">
                <select name="lang"><option value="de">Deutsch<option value="en" selected>English</select>
                <button name="go" value="1">Log in</button></form></body></html>
                """.formatted(visitor, token.replace("&", "&amp;")));
    }

    private void logIn(HttpExchange exchange, Map<String, String> form, Map<String, String> cookies)
            throws IOException {
        String visitor = cookies.getOrDefault("visitor", "");
        check(exchange.getRequestMethod().equals("POST"), "method");
        check(url().equals(exchange.getRequestHeaders().getFirst("Origin")), "origin");
        check(
                String.valueOf(exchange.getRequestHeaders().getFirst("Referer")).startsWith(url() + "/portal/"),
                "referer");
        check("yes".equals(form.get("stay")) && "en".equals(form.get("lang")) && !form.containsKey("spam"), "fields");
        check(!cookies.containsKey("theme"), "cookie path");
        @Nullable String token = tokens.remove(visitor);
        boolean known = token != null
                && token.equals(form.get("csrf"))
                && user.equals(form.get("who"))
                && password.equals(form.get("pass"));
        if (!known) {
            refused.incrementAndGet();
            showLogin(exchange, 200);
            return;
        }
        logins.incrementAndGet();
        String session = visitor + "." + numbers.incrementAndGet();
        sessions.put(session, new AtomicInteger());
        exchange.getResponseHeaders().add("Set-Cookie", "sid=" + session + "; Path=/; HttpOnly");
        exchange.getResponseHeaders().add("Set-Cookie", "visitor=; Max-Age=0; Path=/portal");
        exchange.getResponseHeaders().set("Location", "home");
        send(exchange, 303, "text/html", "");
    }

    private void showOrders(HttpExchange exchange, Map<String, String> cookies) throws IOException {
        String session = cookies.getOrDefault("sid", "");
        AtomicInteger uses = sessions.get(session);
        boolean proven = !wantsHeader
                || ("h-" + session.split("\\.", 2)[0])
                        .equals(exchange.getRequestHeaders().getFirst("X-CSRF-Token"));
        if (uses == null || uses.incrementAndGet() > usesOfASession || !proven) {
            sessions.remove(session);
            refused.incrementAndGet();
            turnAway(exchange);
            return;
        }
        if (rolls) {
            sessions.remove(session);
            String next = session.split("\\.", 2)[0] + "." + numbers.incrementAndGet();
            sessions.put(next, uses);
            exchange.getResponseHeaders().add("Set-Cookie", "sid=" + next + "; Path=/; HttpOnly");
        }
        int page = Integer.parseInt(
                form(String.valueOf(exchange.getRequestURI().getRawQuery())).getOrDefault("page", "1"));
        int from = Math.min(rows.size(), (page - 1) * PAGE_ROWS);
        int to = Math.min(rows.size(), from + PAGE_ROWS);
        send(exchange, 200, "text/html; charset=utf-8", """
                <!doctype html><html><body><table class="menu"><tr><td>Orders<td>Help</table>
                <table id="orders"><thead><tr><th>No<th>What<th>Sum</thead><tbody>%s</tbody></table>
                %s</body></html>
                """.formatted(
                        String.join("\n", rows.subList(from, to)),
                        to < rows.size() ? "<a rel=next href='?page=" + (page + 1) + "'>next</a>" : ""));
    }

    private void turnAway(HttpExchange exchange) throws IOException {
        switch (gate) {
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "/portal/login?next=%2Fportal%2Forders");
                send(exchange, 302, "text/html", "");
            }
            case UNAUTHORIZED -> send(exchange, 401, "text/html", "<h1>Log in first</h1>");
            case FORBIDDEN -> send(exchange, 403, "text/html", "<h1>Log in first</h1>");
            case PAGE -> showLogin(exchange, 200);
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            faults.add(what);
        }
    }

    private static Map<String, String> form(String text) {
        return pairs(text, "&");
    }

    private static Map<String, String> cookies(String text) {
        return pairs(text, "; ");
    }

    private static Map<String, String> pairs(String text, String separator) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.split(separator, -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1);
                pairs.put(
                        pair.substring(0, equals),
                        separator.equals("&") ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value);
            }
        }
        return pairs;
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "portal-partner");
        thread.setDaemon(true);
        return thread;
    }
}
