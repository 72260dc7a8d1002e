package dev.millrace.ops.setaside;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.dlq.Replayed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The form of a replay, and the page of one that runs or ran. */
final class ReplayPage {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayPage.class);

    private final KnownTopics topics;
    private final ReplayJobs jobs;
    private final AuditLog audit;
    private final Removal removal;

    ReplayPage(KnownTopics topics, ReplayJobs jobs, AuditLog audit, Removal removal) {
        this.topics = topics;
        this.jobs = jobs;
        this.audit = audit;
        this.removal = removal;
    }

    Reply form(Visit visit) {
        return topics.connectors(visit.name("topic")).isEmpty()
                ? NotOurs.topic()
                : form(visit, ReplayForm.linked(visit), "");
    }

    private Reply form(Visit visit, ReplayForm form, String trouble) {
        Map<String, Object> model = new HashMap<>();
        model.put("topic", visit.name("topic"));
        model.put("form", form.fields());
        model.put("trouble", trouble);
        model.put("audited", audit.topic().isPresent());
        return Reply.page("setaside-replay", model);
    }

    /** Begins a dry run, or the replay itself. */
    Reply start(Visit visit) {
        String topic = visit.name("topic");
        if (topics.connectors(topic).isEmpty()) {
            return NotOurs.topic();
        }
        ReplayForm form = ReplayForm.posted(visit);
        try {
            boolean dryRun = !visit.form("act").orElse("").equals("send");
            Optional<String> ledger = Optional.of(audit.required());
            ReplayJob job = jobs.start(form.request(topic, visit.user().name(), dryRun, ledger), form);
            LOG.info("{}: {} of {}", visit.user().name(), dryRun ? "dry run" : "replay", topic);
            return Reply.redirect(path(topic, job));
        } catch (CommandFailure refused) {
            return form(visit, form, String.valueOf(refused.getMessage()));
        }
    }

    Reply job(Visit visit) {
        return with(visit, job -> {
            Map<String, Object> model = new HashMap<>();
            model.put("topic", visit.name("topic"));
            model.put("job", job);
            model.put("status", job.status());
            model.put("form", job.form().fields());
            model.put("byTopic", job.status().result().map(Replayed::byTopic).orElse(Map.of()));
            model.put("resumed", job.status().result().map(Replayed::resumed).orElse(false));
            return Reply.page("setaside-job", model);
        });
    }

    Reply cancel(Visit visit) {
        return with(visit, job -> {
            LOG.info("{}: cancel of the replay of {}", visit.user().name(), visit.name("topic"));
            job.cancel();
            return Reply.redirect(path(visit.name("topic"), job));
        });
    }

    /** Deletes from the topic what was sent again, all of it. */
    Reply remove(Visit visit) {
        return with(visit, job -> {
            Optional<Replayed> result = job.status().result();
            if (!job.isOfAll() || result.isEmpty()) {
                return Reply.problem(
                        409,
                        "Only after a replay of all records that ended is nothing left of use in the topic: a topic"
                                + " can't be deleted from in the middle.");
            }
            String topic = visit.name("topic");
            audit.write(
                    "dlq.records.removed",
                    visit.user().name(),
                    Map.of(
                            "topic",
                            topic,
                            "replay",
                            result.get().id(),
                            "until",
                            result.get().until()));
            LOG.info("{}: removal of what was sent again from {}", visit.user().name(), topic);
            removal.before(topic, result.get().until());
            job.removed();
            return Reply.redirect(path(topic, job));
        });
    }

    private Reply with(Visit visit, Function<ReplayJob, Reply> page) {
        String topic = visit.name("topic");
        return topics.connectors(topic)
                .flatMap(known -> jobs.find(topic, visit.name("id")))
                .map(page)
                .orElseGet(() -> Reply.problem(
                        404,
                        "This console knows no such replay: it remembers the last " + ReplayJobs.REMEMBERED
                                + " since it was started. The audit topic has all."));
    }

    private static String path(String topic, ReplayJob job) {
        return "/setaside/" + URLEncoder.encode(topic, StandardCharsets.UTF_8).replace("+", "%20") + "/replays/"
                + job.id();
    }
}
