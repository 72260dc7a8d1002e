package dev.millrace.ops.setaside;

import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.dlq.SetAside;
import dev.millrace.ops.dlq.Shown;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of one record: where, why, its headers; and, to operators who ask for it, what is in it. */
final class RecordPage {

    private static final Logger LOG = LoggerFactory.getLogger(RecordPage.class);

    private final KnownTopics topics;
    private final Look look;
    private final AuditLog audit;

    RecordPage(KnownTopics topics, Look look, AuditLog audit) {
        this.topics = topics;
        this.look = look;
        this.audit = audit;
    }

    /** Without anything that may be payload. */
    Reply page(Visit visit) {
        return reply(visit, false);
    }

    /** With all of it, written down first. */
    Reply value(Visit visit) {
        return reply(visit, true);
    }

    private Reply reply(Visit visit, boolean values) {
        Optional<Place> place = Place.of(visit);
        if (place.isEmpty() || topics.connectors(place.get().topic()).isEmpty()) {
            return NotOurs.topic();
        }
        Optional<SetAside> aside = look.at(place.get());
        if (aside.isEmpty()) {
            return NotOurs.record();
        }
        if (values) {
            audit.write(
                    "dlq.value.shown",
                    visit.user().name(),
                    Map.of(
                            "topic", place.get().topic(),
                            "partition", place.get().partition(),
                            "offset", place.get().offset()));
            LOG.info("{}: value of {}", visit.user().name(), place.get());
        }
        return Reply.page("setaside-record", model(place.get(), aside.get(), values));
    }

    private Map<String, Object> model(Place place, SetAside aside, boolean values) {
        Map<String, Object> model = new HashMap<>();
        model.put("at", place);
        model.put("record", Shown.of(aside, false));
        model.put("cause", aside.cause());
        model.put("origin", aside.cause().first().map(Object::toString).orElse(""));
        model.put("last", aside.cause().origin().map(Object::toString).orElse(""));
        model.put("headers", Shown.of(aside, values).headers());
        model.put("values", values);
        model.put("audited", audit.topic().isPresent());
        model.put("message", values ? aside.cause().message() : "");
        model.put("key", ValueText.of(values ? aside.raw().key() : null));
        model.put("value", ValueText.of(values ? aside.raw().value() : null));
        return model;
    }
}
