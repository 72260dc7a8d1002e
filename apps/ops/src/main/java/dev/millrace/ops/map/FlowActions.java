package dev.millrace.ops.map;

import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.console.Deeds;
import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Site;
import dev.millrace.ops.console.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator does to a connector: pause, resume, restart. Each deed is logged and written down before it is done. */
final class FlowActions {

    private static final Logger LOG = LoggerFactory.getLogger(FlowActions.class);

    private static final Map<String, BiConsumer<ConnectApi, String>> DEEDS = Map.of(
            "pause", ConnectApi::pause,
            "resume", ConnectApi::resume,
            "restart", ConnectApi::restart);

    private final ConnectApi connect;
    private final Deeds deeds;

    FlowActions(ConnectApi connect, Deeds deeds) {
        this.connect = connect;
        this.deeds = deeds;
    }

    void addTo(Site site) {
        DEEDS.forEach((word, deed) -> site.post("/flows/{name}/" + word, visit -> {
            tell(visit, word, visit.name("name"));
            deed.accept(connect, visit.name("name"));
            return done(visit, word);
        }));
        site.post("/flows/{name}/tasks/{task}/restart", visit -> {
            String number = visit.name("task");
            if (!number.matches("\\d{1,6}")) {
                return Reply.problem(404, "There is no such task.");
            }
            tell(visit, "restart", visit.name("name") + "/" + number);
            connect.restartTask(visit.name("name"), Integer.parseInt(number));
            return done(visit, "restart");
        });
    }

    private void tell(Visit visit, String word, String subject) {
        LOG.info("{}: {} of {}", visit.user().name(), word, subject.replaceAll("\\p{Cntrl}", "?"));
        deeds.write("connector." + word, visit.user().name(), subject, Map.of());
    }

    private static Reply done(Visit visit, String word) {
        String name =
                URLEncoder.encode(visit.name("name"), StandardCharsets.UTF_8).replace("+", "%20");
        return Reply.redirect("/flows/" + name + "?done=" + word);
    }
}
