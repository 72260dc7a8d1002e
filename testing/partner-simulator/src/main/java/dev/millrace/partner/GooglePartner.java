package dev.millrace.partner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Google's side of a service account in this process on 127.0.0.1: the token endpoint, {@code tabledata.insertAll} of BigQuery
 * and {@code topics.publish} of Pub/Sub, by their public REST references. It knows no account, table or topic until told; why
 * something was refused is kept for tests.
 *
 * <p>Thread-safe; {@link #close()} cuts every connection and ends every thread.
 */
public final class GooglePartner implements AutoCloseable {

    /** The scope of whoever may insert rows, and do nothing else. */
    public static final String INSERT = "https://www.googleapis.com/auth/bigquery.insertdata";

    /** The scope of whoever may use Pub/Sub. */
    public static final String PUBSUB = "https://www.googleapis.com/auth/pubsub";

    private static final Pattern TABLE =
            Pattern.compile("/bigquery/v2/(projects/[^/]+/datasets/[^/]+/tables/[^/]+)/insertAll");
    private static final Pattern TOPIC = Pattern.compile("/v1/(projects/[^/]+/topics/[^/:]+):publish");

    private final RestPartner http;
    private final GoogleTokens tokens;
    private final GoogleTables tables = new GoogleTables();
    private final GoogleTopics topics = new GoogleTopics();

    private GooglePartner() throws IOException {
        http = RestPartner.start();
        tokens = new GoogleTokens(http.url() + "/token", Clock.systemUTC());
        http.answerBy(request -> Optional.of(answer(request)));
    }

    /** Listens on a free port. */
    public static GooglePartner start() throws IOException {
        return new GooglePartner();
    }

    /** {@code http://127.0.0.1:port}, where BigQuery and Pub/Sub both are. */
    public String url() {
        return http.url();
    }

    /** Where tokens are given, and what the tokens of accounts must be meant for. */
    public String tokenUrl() {
        return http.url() + "/token";
    }

    /**
     * Knows a service account.
     *
     * @param keyId the id of its one key
     * @param scopes what it may ask for
     */
    public GooglePartner account(String email, PublicKey key, String keyId, String... scopes) {
        tokens.know(email, key, keyId, scopes);
        return this;
    }

    /**
     * Makes a table.
     *
     * @param path {@code projects/p/datasets/d/tables/t}
     * @param columns STRING, INTEGER, NUMERIC or TIMESTAMP by the column's name; all required
     */
    public GooglePartner table(String path, Map<String, String> columns) {
        tables.make(path, columns);
        return this;
    }

    /** Makes a topic, such as {@code projects/p/topics/t}. */
    public GooglePartner topic(String path) {
        topics.make(path);
        return this;
    }

    /** Refuses the next request for rows with a row error of that reason for each of them, as an overloaded backend does. */
    public void failRowsOnce(String reason) {
        tables.failOnce(reason);
    }

    /** The rows of a table in their order, each as {@code column=value, ...} in the table's order; a repeated id counts once. */
    public List<String> rows(String table) {
        return tables.rows(table);
    }

    /** The messages of a topic in their order. */
    public List<GoogleMessage> messages(String topic) {
        return topics.messages(topic);
    }

    /** Ends all tokens before their time. */
    public void revokeAll() {
        tokens.revokeAll();
    }

    /** Why requests were refused, in a tester's words. */
    public List<String> refusals() {
        return tokens.refusals();
    }

    /** The diary of all requests. */
    public RestPartner http() {
        return http;
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer answer(ReceivedRequest request) {
        if (!request.method().equals("POST")) {
            return error(404, "NOT_FOUND");
        }
        if (request.path().equals("/token")) {
            return tokens.give(request);
        }
        Matcher table = TABLE.matcher(request.path());
        Matcher topic = TOPIC.matcher(request.path());
        boolean rows = table.matches();
        if (!rows && !topic.matches()) {
            return error(404, "NOT_FOUND");
        }
        if (!tokens.allows(request, rows ? INSERT : PUBSUB)) {
            return error(401, "UNAUTHENTICATED").header("WWW-Authenticate", "Bearer realm=\"google\"");
        }
        try {
            Map<String, Object> body = JsonReader.object(request.text());
            return rows ? tables.insert(table.group(1), body) : topics.publish(topic.group(1), body);
        } catch (IllegalArgumentException | ClassCastException wrong) {
            return error(400, "INVALID_ARGUMENT");
        }
    }

    /** As Google's APIs tell errors. */
    static Answer error(int status, String name) {
        return Answer.status(status)
                .body(
                        "application/json",
                        "{\"error\":{\"code\":" + status + ",\"status\":" + Json.quoted(name)
                                + ",\"message\":\"refused\"}}");
    }

    static Answer ok(String json) {
        return Answer.status(200).body("application/json; charset=" + StandardCharsets.UTF_8, json);
    }
}
