package dev.millrace.ops.form;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.cluster.Change;
import dev.millrace.ops.cluster.ConfigDesk;
import dev.millrace.ops.cluster.ConnectorFile;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.console.Deeds;
import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Role;
import dev.millrace.ops.console.Section;
import dev.millrace.ops.console.Site;
import dev.millrace.ops.console.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages below {@code /preview/form}: a configuration by a form. Checks of the bundled definitions are for every user, for
 * they ask nobody; the cluster's own may call partners, and are for operators, as comparing and applying are.
 */
public final class FormSection implements Section {

    private static final Logger LOG = LoggerFactory.getLogger(FormSection.class);

    private final Supplier<ConnectApi> cluster;
    private final Deeds deeds;

    /**
     * Asks the cluster nothing yet.
     *
     * @param cluster for what operators do
     * @param deeds where it is written down what they apply
     */
    public FormSection(Supplier<ConnectApi> cluster, Deeds deeds) {
        this.cluster = cluster;
        this.deeds = deeds;
    }

    @Override
    public void addTo(Site site) {
        site.get("/preview/forms", visit -> list(200, ""))
                .post("/preview/forms", Role.VIEWER, FormSection::opened)
                .get("/preview/form/{class}", visit -> reply(visit, FormSection::begun))
                .post("/preview/form/{class}", Role.VIEWER, visit -> checked(visit, FormSection::page))
                .post("/preview/form/{class}/check", Role.VIEWER, visit -> checked(visit, FormSection::told))
                .post("/preview/form/{class}/compare", Role.OPERATOR, visit -> checked(visit, this::compared))
                .post("/preview/apply", Role.OPERATOR, this::applied);
    }

    private static Reply list(int status, String problem) {
        return new Reply.Page(status, "forms", Map.of("forms", ConnectorForm.all(), "problem", problem));
    }

    /** A configuration that there is, put into its form. */
    private static Reply opened(Visit visit) {
        ConnectorFile file;
        try {
            file = ConnectorFile.of("", visit.form("config").orElse(""));
        } catch (IllegalArgumentException none) {
            return list(200, "The configuration " + none.getMessage() + ".");
        }
        return ConnectorForm.of(file.type())
                .map(form -> page(new FormValues(form, file.settings())))
                .orElseGet(() -> list(200, unknown(file.type())));
    }

    private static Reply reply(Visit visit, Function<ConnectorForm, Reply> page) {
        String type = visit.name("class");
        return ConnectorForm.of(type).map(page).orElseGet(() -> list(404, unknown(type)));
    }

    private static String unknown(String type) {
        return "There is no form for " + type + ": it is none of this suite's connectors, which are below.";
    }

    private static Reply checked(Visit visit, Function<FormValues, Reply> page) {
        return reply(visit, form -> page.apply(FormValues.of(form, visit)));
    }

    private static Reply begun(ConnectorForm form) {
        return page(FormPage.of(FormValues.suggested(form), Map.of()));
    }

    /** For the script of the page. */
    private static Reply told(FormValues values) {
        return Reply.json(Map.of(
                "problems", values.problems(), "json", values.withoutSecrets().json()));
    }

    private Reply compared(FormValues values) {
        if (values.file().name().isBlank() || !values.equals(values.withoutSecrets())) {
            return page(values);
        }
        ConfigDesk.Comparison comparison = ConfigDesk.compare(values.file(), cluster.get());
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("form", values.form());
        model.put("name", values.file().name());
        model.put("action", comparison.change().action().code());
        model.put("differences", comparison.change().differences());
        model.put("problems", values.problems());
        model.put("findings", FormValues.byKey(comparison.findings()));
        model.put("present", comparison.present());
        model.put("json", values.json());
        return Reply.page("compare", model);
    }

    private Reply applied(Visit visit) {
        ConnectorFile file;
        try {
            file = ConnectorFile.of("", visit.form("config").orElse(""));
        } catch (IllegalArgumentException none) {
            return Reply.problem(400, "The configuration " + none.getMessage() + ".");
        }
        if (file.name().isBlank()) {
            return Reply.problem(400, "The configuration has no name.");
        }
        String name = file.name().replaceAll("\\p{Cntrl}", "?");
        Change change;
        try {
            ConnectApi connect = cluster.get();
            tell(visit, file, connect.config(file.name()));
            change = ConfigDesk.apply(file, visit.form("present").orElse(""), connect);
        } catch (CommandFailure told) {
            LOG.warn("{} did not apply connector {}", visit.user().name(), name);
            throw told;
        }
        LOG.info(
                "{} applied connector {}: {}{}",
                visit.user().name(),
                name,
                change.action().code(),
                change.problem().isEmpty() ? "" : ", refused");
        return Reply.page("applied", Map.of("change", change));
    }

    /** What is to change, by the names of the settings; nothing where it is there already. */
    private void tell(Visit visit, ConnectorFile file, Optional<Map<String, String>> present) {
        Map<String, String> wanted = file.settings();
        Map<String, String> now = present.orElse(Map.of());
        List<String> keys = Stream.of(now, wanted)
                .flatMap(settings -> settings.keySet().stream())
                .filter(key -> !Objects.equals(now.get(key), wanted.get(key)))
                .distinct()
                .sorted()
                .toList();
        if (!keys.isEmpty()) {
            deeds.write(
                    "connector.apply",
                    visit.user().name(),
                    file.name(),
                    Map.of("action", present.isPresent() ? "update" : "create", "keys", keys));
        }
    }

    private static Reply page(FormValues values) {
        return page(FormPage.of(values.withoutSecrets(), values.problems()));
    }

    private static Reply page(FormPage page) {
        return Reply.page("form", Map.of("page", page));
    }
}
