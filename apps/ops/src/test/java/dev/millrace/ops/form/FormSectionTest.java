package dev.millrace.ops.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.connect.FakeConnect;
import dev.millrace.ops.console.RunningConsole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormSectionTest {

    private static final String SINK = "/preview/form/dev.millrace.rest.RestSinkConnector";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final FakeConnect connect = new FakeConnect();
    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private volatile boolean full;

    @SuppressWarnings("NullAway.Init")
    private RunningConsole console;

    @BeforeEach
    void open() throws IOException {
        console = RunningConsole.withUsers(
                folder, new FormSection(() -> ConnectApi.at(URI.create(connect.url())), this::write));
    }

    private void write(String event, String by, String subject, Map<String, Object> more) {
        if (full) {
            throw CommandFailure.unreachable("The audit topic does not take it.");
        }
        assertThat(connect.calls()).noneMatch(call -> call.startsWith("PUT /connectors/"));
        deeds.add(event + " " + by + " " + subject + " " + new TreeMap<>(more));
    }

    @AfterEach
    void close() {
        console.close();
        connect.close();
    }

    @Test
    void makesAFieldOfEveryOptionOfEveryConnector() {
        assertThat(get("/preview/forms")).contains("RestSinkConnector", "SftpSourceConnector");
        assertThat(ConnectorForm.all()).hasSizeGreaterThanOrEqualTo(7).allSatisfy(form -> {
            String page = get("/preview/form/" + form.type());
            assertThat(form.fields())
                    .allSatisfy(field -> assertThat(page)
                            .contains("for=\"set." + field.name() + "\"", "name=\"set." + field.name() + "\""));
        });
    }

    @Test
    void findsNoFormOfAnotherClass() {
        String path = "/preview/form/java.lang.Object";

        for (HttpResponse<String> answer : List.of(
                console.get(path, "ada", "looks"),
                post(path, suggested()),
                post(path + "/check", suggested()),
                act(path + "/compare", suggested()))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("There is no form for java.lang.Object", "href=\"" + SINK + "\"");
        }
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongAtItsField() throws IOException {
        Map<String, String> values = sink("http.url", "https://api.example.com/orders", "http.auth", "magic");

        String page = post(SINK, values).body();
        JsonNode told = JSON.readTree(post(SINK + "/check", values).body());

        assertThat(page)
                .contains("http.auth must be one of")
                .contains("<select id=\"set.http.auth\" name=\"set.http.auth\"")
                .contains("aria-invalid=\"true\"");
        assertThat(told.path("problems").path("http.auth").get(0).asText()).startsWith("must be one of");
        assertThat(JSON.readTree(told.path("json").asText()).path("http.url").asText())
                .isEqualTo("https://api.example.com/orders");
    }

    @Test
    void isContentWithWhatItSuggestsAndWhatIsNeeded() throws IOException {
        JsonNode told = JSON.readTree(post(SINK + "/check", suggested()).body());

        assertThat(told.path("problems").toString()).isEqualTo("{}");
        assertThat(told.path("json").asText()).contains("\"tasks.max\" : \"1\"");
    }

    @Test
    void takesASinkForOneBeforeItsTopicsAreFilledIn() throws IOException {
        Map<String, String> values = suggested();
        values.remove("set.topics");

        JsonNode told = JSON.readTree(post(SINK + "/check", values).body());

        assertThat(told.path("problems").toString()).isEqualTo("{\"topics\":[\"is required and not there\"]}");
        assertThat(told.path("json").asText()).doesNotContain("topics");
    }

    @Test
    void takesTransformsAsLinesAndTellsOfKeysThatNobodyKnows() throws IOException {
        Map<String, String> values = suggested();
        values.put("more", "transforms=m\ntransforms.m.type=dev.millrace.transforms.MapFields$Value\nhttp.methud=GET");

        JsonNode problems = JSON.readTree(post(SINK + "/check", values).body()).path("problems");

        assertThat(problems.path("http.methud").get(0).asText()).contains("did you mean http.method?");
        assertThat(post(SINK, values).body()).contains("<code>http.methud</code>", "transforms=m");
    }

    @Test
    void showsNoSecretAgain() throws IOException {
        Map<String, String> values = suggested();
        values.put("set.http.auth.password", "hunter2");
        values.put(
                "more",
                "transforms=p\ntransforms.p.type=dev.millrace.transforms.ProtectFields$Value\n"
                        + "transforms.p.keys=hunter2");

        assertThat(post(SINK, values).body())
                .contains("http.auth.password holds a secret")
                .doesNotContain("hunter2");
        assertThat(post(SINK + "/check", values).body())
                .contains("http.auth.password")
                .doesNotContain("hunter2");
        assertThat(act(SINK + "/compare", values).body())
                .contains("http.auth.password holds a secret")
                .doesNotContain("hunter2");
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void escapesWhatIsTyped() {
        String page =
                post(SINK, sink("http.url", "\"><script>alert(1)</script>")).body();

        assertThat(page).contains("&quot;&gt;&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void opensAConfigurationInItsForm() {
        String opened = post("/preview/forms", Map.of("config", """
                                {"name": "s", "config": {"connector.class": "dev.millrace.rest.RestSinkConnector",
                                 "http.url": "https://api.example.com", "transforms": "a"}}""")).body();

        assertThat(opened).contains("value=\"https://api.example.com\"", "transforms=a");
        assertThat(post("/preview/forms", Map.of("config", "{")).body()).contains("is not JSON");
        assertThat(post("/preview/forms", Map.of("config", "{\"connector.class\": \"x\"}"))
                        .body())
                .contains("no form for x");
    }

    /** What a field or a line can't hold would else be changed by looking at it. */
    @Test
    void losesNothingOfAConfigurationThatIsOpenedInItsForm() throws IOException {
        String config = """
                {"name": "s", "connector.class": "dev.millrace.sftp.SftpSourceConnector",
                 "format": "${env:FORMAT}", "csv.quote": "", "csv.separator": "\\t",
                 "transforms": "map", "transforms.map.type": "dev.millrace.transforms.MapFields$Value",
                 "transforms.map.mapping": "a: 1\\n  b: 2 <&>\\n", "pattern": "a=b"}""";

        String opened = post("/preview/forms", Map.of("config", config)).body();
        JsonNode told = JSON.readTree(post("/preview/form/dev.millrace.sftp.SftpSourceConnector/check", posted(opened))
                .body());

        assertThat(opened).contains("<option selected>${env:FORMAT}</option>", "name=\"set.transforms.map.mapping\"");
        assertThat(JSON.readTree(told.path("json").asText())).isEqualTo(JSON.readTree(config));
    }

    /** What a browser sends of the form as the page shows it. */
    private static Map<String, String> posted(String page) {
        Map<String, String> form = new HashMap<>();
        Pattern fields = Pattern.compile("<input id=\"[^\"]*\" name=\"([^\"]*)\" value=\"([^\"]*)\""
                + "|<textarea id=\"[^\"]*\" name=\"(set\\.[^\"]*|more)\"[^>]*>\n([^<]*)</textarea>"
                + "|<select id=\"[^\"]*\" name=\"([^\"]*)\"(?:(?!</select>)[\\s\\S])*?<option selected>([^<]*)");
        Matcher field = fields.matcher(page);
        while (field.find()) {
            int name = field.group(1) != null ? 1 : field.group(3) != null ? 3 : 5;
            form.put(field.group(name), unescaped(field.group(name + 1)).replace("\n", "\r\n"));
        }
        return form;
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    @Test
    void asksTheClusterForOperatorsAlone() {
        assertThat(post(SINK + "/compare", suggested()).statusCode()).isEqualTo(403);
        assertThat(post("/preview/apply", Map.of("config", "{}", "present", "")).statusCode())
                .isEqualTo(403);
        assertThat(get(SINK)).doesNotContain("Compare with the cluster");
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void showsTheDifferencesBeforeItApplies() {
        String present = """
                {"name": "s", "connector.class": "dev.millrace.rest.RestSinkConnector", "http.url": "https://old.example.com"}""";
        connect.answers(200, present)
                .answers(200, present)
                .answers(200, "{\"configs\": [{\"value\": {\"name\": \"http.url\", \"errors\": [\"not there\"]}}]}")
                .answers(200, present)
                .answers(200, present)
                .answers(200, present)
                .answers(200, "{}");

        String page = act(SINK + "/compare", suggested()).body();
        assertThat(page)
                .contains("Change s", "<del>https://old.example.com</del>", "<ins>https://api.example.com</ins>")
                .contains("<code>http.url</code> is refused: not there");
        assertThat(connect.calls()).noneMatch(call -> call.startsWith("PUT /connectors/"));

        String applied = act("/preview/apply", hidden(page)).body();
        assertThat(applied).contains("changed", "/flows/s");
        assertThat(connect.calls().get(6))
                .startsWith("PUT /connectors/s/config")
                .contains("https://api.example.com");
        assertThat(deeds)
                .singleElement()
                .satisfies(deed -> assertThat(deed)
                        .startsWith("connector.apply bob s {action=update, keys=[")
                        .contains("http.url", "tasks.max", "topics")
                        .doesNotContain("connector.class", "https:", "orders", "=dead"));
    }

    @Test
    void comparesNothingWithoutAName() {
        Map<String, String> values = suggested();
        values.put("set.name", " ");

        String page = act(SINK + "/compare", values).body();

        assertThat(page).contains("name is required and not there", "<form");
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void appliesNothingThatCannotBeWrittenDown() {
        connect.answers(404, "{}")
                .answers(404, "{}")
                .answers(200, "{\"configs\": []}")
                .answers(404, "{}");
        String page = act(SINK + "/compare", suggested()).body();
        full = true;

        HttpResponse<String> refused = act("/preview/apply", hidden(page));

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("The audit topic does not take it.");
        assertThat(connect.calls()).noneMatch(call -> call.startsWith("PUT /connectors/"));
    }

    @Test
    void writesNothingDownWhereNothingChanges() {
        String present = """
                {"name": "s", "connector.class": "dev.millrace.rest.RestSinkConnector", "http.url": "https://h.example"}""";
        connect.answers(200, present);

        HttpResponse<String> answer = act("/preview/apply", Map.of("config", present, "present", "of before"));

        assertThat(answer.body()).contains("was changed since it was compared");
        assertThat(deeds).isEmpty();
    }

    @Test
    void appliesNothingToWhatWasChangedMeanwhile() {
        connect.answers(404, "{}")
                .answers(404, "{}")
                .answers(200, "{\"configs\": []}")
                .answers(200, "{\"name\": \"s\", \"tasks.max\": \"7\"}");

        String page = act(SINK + "/compare", suggested()).body();
        assertThat(page).contains("Create s", "There is no connector of this name");

        assertThat(act("/preview/apply", hidden(page)).body()).contains("was changed since it was compared");
        assertThat(connect.calls()).noneMatch(call -> call.startsWith("PUT /connectors/"));
    }

    @Test
    void tellsWhyTheClusterRefuses() {
        connect.answers(404, "{}")
                .answers(404, "{}")
                .answers(200, "{\"configs\": []}")
                .answers(404, "{}")
                .answers(404, "{}")
                .answers(404, "{}")
                .answers(400, "{\"message\": \"no task for it\"}");

        String page = act(SINK + "/compare", suggested()).body();

        assertThat(act("/preview/apply", hidden(page)).body()).contains("The cluster refuses it: no task for it");
        assertThat(deeds)
                .singleElement()
                .satisfies(deed -> assertThat(deed).startsWith("connector.apply bob s {action=create, keys=["));
    }

    private static Map<String, String> sink(String... more) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("set.name", "s", "set.topics", "orders"));
        for (int i = 0; i < more.length; i += 2) {
            values.put("set." + more[i], more[i + 1]);
        }
        return values;
    }

    /** What an empty form begins with, and what it can't suggest. */
    private static Map<String, String> suggested() {
        Map<String, String> values = sink(
                "http.url", "https://api.example.com",
                "errors.deadletterqueue.topic.name", "dead");
        ConnectorForm form =
                ConnectorForm.of("dev.millrace.rest.RestSinkConnector").orElseThrow();
        FormValues.suggested(form).settings().forEach((key, value) -> values.putIfAbsent("set." + key, value));
        return values;
    }

    private static Map<String, String> hidden(String page) {
        Map<String, String> form = new HashMap<>();
        Matcher fields = Pattern.compile("<input type=\"hidden\" name=\"(config|present)\" value=\"([^\"]*)\">")
                .matcher(page);
        while (fields.find()) {
            form.put(fields.group(1), fields.group(2).replace("&quot;", "\"").replace("&amp;", "&"));
        }
        return form;
    }

    private String get(String path) {
        return console.get(path, "ada", "looks").body();
    }

    private HttpResponse<String> post(String path, Map<String, String> form) {
        return console.post(path, "ada", "looks", form);
    }

    private HttpResponse<String> act(String path, Map<String, String> form) {
        return console.post(path, "bob", "acts", form);
    }
}
