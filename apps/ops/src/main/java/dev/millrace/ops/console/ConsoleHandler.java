package dev.millrace.ops.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.connect.ConnectRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request to its route: whose host it names, who asks, whether they may, and then what is done. */
final class ConsoleHandler extends Handler.Abstract {

    /** The longest form, in bytes: a sample of a file is pasted into one. */
    static final int MAX_BODY = 1_048_576;

    /** A form that is too long is read so far, for a browser shows no answer that comes while it still sends. */
    private static final int MAX_IGNORED = 16 * MAX_BODY;

    private static final String DEFECT = "This is a defect of the console; its log says more.";
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Access access;
    private final Hosts hosts;
    private final List<Route> routes;
    private final Assets assets;
    private final Templates templates;

    ConsoleHandler(Access access, Hosts hosts, Site site) {
        this.access = access;
        this.hosts = hosts;
        this.routes = site.routes();
        this.assets = new Assets();
        this.templates = new Templates();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        SecurityHeaders.add(response.getHeaders());
        String path = request.getHttpURI().getPath();
        Optional<User> user = access.user(field(request, HttpHeader.AUTHORIZATION.asString()));
        if (!hosts.isOurs(field(request, HttpHeader.HOST.asString()).orElse(""))) {
            text(response, callback, 421, "This console does not answer to that host name: see --allowed-host.");
        } else if (user.isEmpty()) {
            response.getHeaders()
                    .put(new HttpField(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Millrace\", charset=\"UTF-8\""));
            text(response, callback, 401, "Log in with a name and a password of the user file.");
        } else if (path.startsWith("/assets/") && request.getMethod().equals("GET")) {
            assets.send(path.substring("/assets/".length()), response, callback);
        } else {
            send(answer(request, path, user.get()), user.get(), path, response, callback);
        }
        return true;
    }

    private Reply answer(Request request, String path, User user) throws IOException {
        List<String> segments;
        Map<String, List<String>> query;
        try {
            segments = Route.segmentsOf(path).stream()
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            query = query(request);
        } catch (IllegalArgumentException | HttpException.IllegalStateException wrong) {
            return Reply.problem(400, "The address is wrongly encoded.");
        }
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> names = route.match(segments);
            known |= names.isPresent();
            if (names.isPresent() && route.method().equals(method)) {
                return user.may(route.role())
                        ? answer(request, route, new Visit(user, path, names.get(), query, Map.of()))
                        : Reply.problem(
                                403,
                                "This takes the role " + route.role().name().toLowerCase(Locale.ROOT) + ".");
            }
        }
        return known
                ? Reply.problem(405, "This address does not take " + request.getMethod() + ".")
                : Reply.problem(404, "There is no such page.");
    }

    private Reply answer(Request request, Route route, Visit visit) throws IOException {
        Visit whole = visit;
        if (route.method().equals("POST")) {
            Optional<Map<String, List<String>>> form;
            try {
                form = form(request);
            } catch (IllegalArgumentException wrong) {
                return Reply.problem(400, "The form is wrongly encoded.");
            }
            if (form.isEmpty()) {
                return Reply.problem(413, "That is more than " + MAX_BODY + " bytes.");
            }
            whole = new Visit(visit.user(), visit.path(), visit.names(), visit.query(), form.get());
            if (!isFromOurs(request, whole)) {
                return Reply.problem(
                        403,
                        "The form is not from this console, or from before it was started again: load the page anew.");
            }
        }
        try {
            return route.action().answer(whole);
        } catch (CommandFailure told) {
            return Reply.problem(told.exitCode() == ExitCode.USAGE ? 400 : 502, String.valueOf(told.getMessage()));
        } catch (ConnectRefusal refused) {
            return Reply.problem(502, "Connect refuses this with status " + refused.status() + ".");
        } catch (RuntimeException defect) {
            LOG.error("{} /{} failed: {}", route.method(), String.join("/", route.segments()), Defect.of(defect));
            return Reply.problem(500, DEFECT);
        }
    }

    /** A token of this user, and no word of the browser's that another site sends it (Fetch Metadata, Origin). */
    private boolean isFromOurs(Request request, Visit visit) {
        String token =
                visit.form("csrf").or(() -> field(request, "X-CSRF-Token")).orElse("");
        String site = field(request, "Sec-Fetch-Site").orElse("same-origin");
        Optional<String> origin = field(request, HttpHeader.ORIGIN.asString());
        String host = field(request, HttpHeader.HOST.asString()).orElse("");
        return access.isToken(visit.user(), token)
                && (site.equals("same-origin") || site.equals("none"))
                && (origin.isEmpty()
                        || origin.get().replaceFirst("^https?://", "").equals(host));
    }

    private void send(Reply reply, User user, String path, Response response, Callback callback) throws IOException {
        if (reply instanceof Reply.Page page) {
            Map<String, Object> model = new LinkedHashMap<>(page.model());
            model.put("user", user.name());
            model.put("operator", user.may(Role.OPERATOR));
            model.put("csrf", access.token(user));
            model.put("place", Route.segmentsOf(path).get(0));
            String html;
            try {
                html = templates.rendered(page.template(), model);
            } catch (RuntimeException defect) {
                LOG.error("the page {} can't be made: {}", page.template(), Defect.of(defect));
                text(response, callback, 500, DEFECT);
                return;
            }
            write(response, callback, page.status(), "text/html;charset=utf-8", html);
        } else if (reply instanceof Reply.Json json) {
            write(response, callback, json.status(), "application/json", JSON.writeValueAsString(json.value()));
        } else if (reply instanceof Reply.Redirect redirect) {
            response.getHeaders().put(HttpHeader.LOCATION, redirect.path());
            text(response, callback, 303, "");
        }
    }

    private static Map<String, List<String>> query(Request request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), List.copyOf(field.getValues()));
        }
        return query;
    }

    /** The fields of the body; empty when it is too long. */
    private static Optional<Map<String, List<String>>> form(Request request) throws IOException {
        if (request.getLength() > MAX_IGNORED) {
            return Optional.empty();
        }
        try (InputStream body = Content.Source.asInputStream(request)) {
            byte[] bytes = body.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                ignoreTheRest(body);
                return Optional.empty();
            }
            MultiMap<String> fields = new MultiMap<>();
            UrlEncoded.decodeTo(new String(bytes, StandardCharsets.UTF_8), fields::add, StandardCharsets.UTF_8);
            return Optional.of(Map.copyOf(fields));
        }
    }

    private static void ignoreTheRest(InputStream body) throws IOException {
        byte[] buffer = new byte[8_192];
        int ignored = 0;
        for (int read = body.read(buffer); read >= 0 && ignored < MAX_IGNORED; read = body.read(buffer)) {
            ignored += read;
        }
    }

    private static Optional<String> field(Request request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    static void text(Response response, Callback callback, int status, String text) {
        write(response, callback, status, "text/plain;charset=utf-8", text);
    }

    private static void write(Response response, Callback callback, int status, String type, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
