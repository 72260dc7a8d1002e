package dev.millrace.ops.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.kit.Sleeper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Connect's REST API, in the words of its users. A call that meets a rebalance is repeated, as the API asks for. Any other
 * refusal of a change is a {@link ConnectRefusal}; of a question, as silence, a failure of the command.
 */
public final class ConnectApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConnectCalls calls;

    ConnectApi(ConnectSettings settings, Sleeper sleeper) {
        this.calls = new ConnectCalls(settings, sleeper);
    }

    /** The API at this address, as nobody in particular. */
    public static ConnectApi at(URI url) {
        return new ConnectApi(ConnectSettings.from(Map.of(ConnectSettings.URL, url.toString())), Sleeper.SYSTEM);
    }

    /** The id of the Kafka cluster that the workers write to. */
    public String clusterId() {
        return calls.get("").path("kafka_cluster_id").asText();
    }

    /** Every connector with its configuration as it was given, references in place, and its state; by name. */
    public Map<String, Connector> connectors() {
        Map<String, Connector> connectors = new TreeMap<>();
        statuses().forEach((name, status) -> connectors.put(name, status.connector()));
        return connectors;
    }

    /** The same with workers and traces; by name. */
    public Map<String, ConnectorStatus> statuses() {
        Map<String, ConnectorStatus> statuses = new TreeMap<>();
        calls.get("connectors?expand=info&expand=status").properties().forEach(entry -> {
            JsonNode info = entry.getValue().path("info");
            JsonNode status = entry.getValue().path("status");
            Connector connector = new Connector(
                    entry.getKey(), info.path("type").asText(), texts(info.path("config")), State.of(status));
            statuses.put(entry.getKey(), ConnectorStatus.of(connector, status));
        });
        return statuses;
    }

    /** The topics that it wrote to or read since it was created or they were reset (KIP-558); none where there is no such connector. */
    public List<String> topics(String name) {
        return calls.find("connectors/" + encoded(name) + "/topics")
                .map(answer -> StreamSupport.stream(
                                answer.path(name).path("topics").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList())
                .orElse(List.of());
    }

    /** What the connector is configured with, references in place; empty when there is none of the name. */
    public Optional<Map<String, String>> config(String name) {
        return calls.find("connectors/" + encoded(name) + "/config").map(ConnectApi::texts);
    }

    /** What the connector and its tasks do; empty while the worker knows nothing of it. */
    public Optional<State> state(String name) {
        return calls.find("connectors/" + encoded(name) + "/status").map(State::of);
    }

    /** What ended the connector itself; its messages may quote data. Empty while it runs, and where there is none. */
    public String trace(String name) {
        return calls.find("connectors/" + encoded(name) + "/status")
                .map(status -> status.path("connector").path("trace").asText())
                .orElse("");
    }

    /** Creates the connector, or changes it to exactly this. */
    public void put(String name, Map<String, String> config) {
        calls.send("PUT", "connectors/" + encoded(name) + "/config", JSON.valueToTree(config));
    }

    /** Creates the connector without starting it (KIP-980, Kafka 3.7). */
    public void createStopped(String name, Map<String, String> config) {
        ObjectNode body = JSON.createObjectNode().put("name", name).put("initial_state", "STOPPED");
        body.set("config", JSON.valueToTree(config));
        calls.send("POST", "connectors", body);
    }

    /** Ends its tasks and keeps configuration and offsets (KIP-875). */
    public void stop(String name) {
        calls.send("PUT", "connectors/" + encoded(name) + "/stop", JSON.missingNode());
    }

    public void pause(String name) {
        calls.send("PUT", "connectors/" + encoded(name) + "/pause", JSON.missingNode());
    }

    /** Lets a paused or stopped connector go on. */
    public void resume(String name) {
        calls.send("PUT", "connectors/" + encoded(name) + "/resume", JSON.missingNode());
    }

    /** Starts the connector and all of its tasks anew (KIP-745); the workers do it when they have answered. */
    public void restart(String name) {
        calls.send("POST", "connectors/" + encoded(name) + "/restart?includeTasks=true", JSON.missingNode());
    }

    /** Starts one task anew. */
    public void restartTask(String name, int task) {
        calls.send("POST", "connectors/" + encoded(name) + "/tasks/" + task + "/restart", JSON.missingNode());
    }

    /** Its stored offsets: objects of partition and offset. */
    public List<JsonNode> offsets(String name) {
        return StreamSupport.stream(
                        calls.get("connectors/" + encoded(name) + "/offsets")
                                .path("offsets")
                                .spliterator(),
                        false)
                .toList();
    }

    /** Sets offsets of a stopped connector; a null offset removes its entry. */
    public void alterOffsets(String name, List<JsonNode> offsets) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("offsets").addAll(offsets);
        calls.send("PATCH", "connectors/" + encoded(name) + "/offsets", body);
    }

    /** Removes all offsets of a stopped connector. */
    public void deleteOffsets(String name) {
        calls.send("DELETE", "connectors/" + encoded(name) + "/offsets", JSON.missingNode());
    }

    /** What plugin, transforms, predicates and worker say of each key: its definition, its value, what is wrong. */
    public JsonNode validate(String type, Map<String, String> config) {
        return calls.send("PUT", "connector-plugins/" + encoded(type) + "/config/validate", JSON.valueToTree(config));
    }

    /** The options of an installed plugin: objects with name and type; empty when it is not installed. */
    public Optional<JsonNode> definitions(String type) {
        return calls.find("connector-plugins/" + encoded(type) + "/config");
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
