package dev.millrace.webhook;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the ids of events in bodies, read by the format that makes records of them. Thread-safe. */
final class BodyPathReader implements EventKeys.BodyPaths {

    private final EventBody bodies;

    BodyPathReader(RecordSettings settings) {
        this.bodies = new EventBody(settings);
    }

    @Override
    public Function<UnpackedRequest, Optional<String>> compile(String path) {
        PathReader reader = new PathReader(FieldPath.parse(path));
        return request -> document(request).flatMap(reader::find).flatMap(EventPlaces::text);
    }

    /** Empty for a body that can't be read: whether that is wrong is for others to say. */
    private Optional<Object> document(UnpackedRequest request) {
        try {
            List<Read.Value> records = request.documents(bodies);
            return records.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(records.get(0).value());
        } catch (EventRefused unreadable) {
            return Optional.empty();
        }
    }
}
