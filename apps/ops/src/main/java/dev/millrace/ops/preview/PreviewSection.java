package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Role;
import dev.millrace.ops.console.Section;
import dev.millrace.ops.console.Site;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.worker.ConnectorFile;
import dev.millrace.ops.worker.PluginPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The page {@code /preview}: a pasted sample through a pasted configuration. It changes nothing, so that viewers may use it;
 * what is pasted is kept nowhere.
 */
public final class PreviewSection implements Section {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int AT_ONCE = 3;

    /** Of a record's values between two transforms. */
    private static final long MOST_CHARACTERS = 4_000_000;

    private final TimedCalls calls = new TimedCalls(LIMIT, AT_ONCE);

    @Override
    public void addTo(Site site) {
        site.get("/preview", this::form).post("/preview", Role.VIEWER, this::preview);
    }

    private Reply form(Visit visit) {
        return page(
                visit.query("example").isPresent() ? PreviewForm.example() : PreviewForm.EMPTY, null, "", List.of());
    }

    private Reply preview(Visit visit) {
        PreviewForm form = PreviewForm.of(visit);
        if (visit.form("to").isPresent()) {
            return page(form, null, "", List.of());
        }
        try {
            ConnectorFile file = config(form.config());
            List<Refusal> refusals = calls.within(() -> refusals(file));
            if (!refusals.isEmpty()) {
                return page(form, null, "", refusals);
            }
            SampleSource sample = SampleSource.of("sample", form.encoding().bytes(form.sample()));
            return page(form, PreviewPage.of(calls.within(() -> run(file, sample, form.limit()))), "", List.of());
        } catch (CommandFailure told) {
            return page(form, null, String.valueOf(told.getMessage()), List.of());
        }
    }

    private static ConnectorFile config(String text) {
        if (text.length() > PreviewForm.LONGEST) {
            throw CommandFailure.usage("the configuration has more than " + PreviewForm.LONGEST + " characters");
        }
        return OutsideConfig.unpacked(ConnectorFile.pasted(text));
    }

    private static List<Refusal> refusals(ConnectorFile file) {
        return with(plugins -> OutsideConfig.refusals(file, plugins));
    }

    private static PreviewReport run(ConnectorFile file, SampleSource sample, int limit) {
        return with(plugins -> new PreviewRun(file, plugins, true, MOST_CHARACTERS).over(List.of(sample), limit));
    }

    private static <T> T with(Function<PluginPath, T> use) {
        try (PluginPath plugins = new PluginPath(List.of())) {
            return use.apply(plugins);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Reply page(PreviewForm form, @Nullable PreviewPage result, String problem, List<Refusal> refusals) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("form", form);
        model.put("problem", problem);
        model.put("refusals", refusals);
        model.put("result", Optional.ofNullable(result).map(List::of).orElse(List.of()));
        model.put("encodings", List.of(PastedSample.values()));
        model.put("limits", List.of(10, 25, 50));
        model.put("longest", PreviewForm.LONGEST);
        return Reply.page("preview", model);
    }

    @Override
    public void close() {
        calls.close();
    }
}
