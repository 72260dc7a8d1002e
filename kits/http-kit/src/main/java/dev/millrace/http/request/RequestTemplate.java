package dev.millrace.http.request;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests. All templates are bound once; nothing is parsed for a subject but an address that differs. Immutable; any
 * thread may ask.
 *
 * @param <T> what a request is made from, such as a record
 */
public final class RequestTemplate<T> {

    private final MethodTemplate<T> method;
    private final UrlTemplate<T> url;
    private final List<HeaderTemplate<T>> headers;
    private final List<HttpHeader> secretHeaders;
    private final BodyPlan<T> plan;
    private final Framing batch;
    private final Optional<String> batchType;
    private final @Nullable Envelope constant;

    private RequestTemplate(RequestSettings settings, Optional<BatchBody> joined, Binding<T> binding) {
        this.method = new MethodTemplate<>(settings.method(), settings.bodyMode(), binding);
        this.url = new UrlTemplate<>(UrlParts.parse(settings.url()), Pairs.of(settings.query(), binding), binding);
        BodyPlan<T> alone = settings.body().plan(binding, settings.contentType());
        boolean typed = settings.contentType().isPresent() && settings.bodyMode() != BodyMode.MULTIPART;
        BodyPlan<T> own = typed ? alone.ofType(settings.contentType().get()) : alone;
        JoinableBodies joinable = new JoinableBodies(settings.body(), settings.contentType());
        boolean amongJson = joined.map(body -> body.joinsJson(joinable)).orElse(false);
        this.plan = amongJson && own.body() instanceof ValueBody<T> value ? own.with(value.checked()) : own;
        this.headers = headersOf(settings, plan, binding);
        this.secretHeaders = settings.secretHeaders();
        this.batch = joined.map(body -> body.framing().within(plan.alone())).orElse(Framing.NONE);
        this.batchType = settings.contentType().isPresent() ? Optional.empty() : joined.flatMap(BatchBody::contentType);
        this.constant = constantEnvelope().orElse(null);
    }

    /**
     * Binds settings that {@link RequestSettings#validate} has no problem with.
     *
     * @throws IllegalArgumentException for others
     */
    public static <T> RequestTemplate<T> of(RequestSettings settings, Places<T> places) {
        return new RequestTemplate<>(settings, Optional.empty(), new Binding<>(places, settings.onMissing()));
    }

    /** The same, with the way in which the items of a batch are joined. */
    public static <T> RequestTemplate<T> of(RequestSettings settings, BatchBody batch, Places<T> places) {
        return new RequestTemplate<>(settings, Optional.of(batch), new Binding<>(places, settings.onMissing()));
    }

    /**
     * The request of one subject.
     *
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when none can be made of it; the message quotes nothing of it
     */
    public HttpCall render(T subject) {
        return call(item(subject));
    }

    /** The request of several subjects, which must give equal envelopes. */
    public HttpCall renderBatch(List<? extends T> subjects) {
        List<RenderedItem> items = new ArrayList<>(subjects.size());
        for (T subject : subjects) {
            items.add(item(subject));
        }
        return join(items);
    }

    /**
     * What a subject adds to a request.
     *
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when it can't be made; the message quotes nothing of the subject
     */
    public RenderedItem item(T subject) {
        try {
            byte[] bytes = plan.body().bytes(subject);
            return new RenderedItem(constant == null ? envelope(subject, bytes) : constant, bytes);
        } catch (DataException unwritable) {
            // The cause stays out: its message may quote the value.
            throw Unrenderable.because(
                    "value-without-form",
                    "a value holds something that has no form where it is to stand (in JSON, or in XML): change the"
                            + " converter or a transform");
        }
    }

    /** The request of an item alone, without what stands around the items of a batch. */
    public HttpCall call(RenderedItem item) {
        return call(
                item.envelope(),
                plan.alone().around(item.bytes()),
                item.envelope().contentType());
    }

    /**
     * One request of all the items, in their order; one alone gets what stands around a batch, too.
     *
     * @throws IllegalArgumentException for items of different envelopes, or none
     */
    public HttpCall join(List<RenderedItem> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a batch has an item at least");
        }
        Envelope envelope = items.get(0).envelope();
        List<byte[]> bodies = new ArrayList<>(items.size());
        for (RenderedItem item : items) {
            if (!item.envelope().equals(envelope)) {
                throw new IllegalArgumentException("items of different envelopes can't be joined");
            }
            bodies.add(item.bytes());
        }
        return call(envelope, batch.join(bodies), batchType.orElse(envelope.contentType()));
    }

    /** The length of the body that {@link #join} makes of so many items, whose own bytes are so many. */
    public long joinedBytes(int items, long itemBytes) {
        return batch.size(items, itemBytes);
    }

    private static HttpCall call(Envelope envelope, byte[] body, String contentType) {
        return new HttpCall(
                envelope.method(),
                envelope.target(),
                envelope.headers(),
                body,
                contentType,
                envelope.method().idempotent());
    }

    private Envelope envelope(T subject, byte[] bytes) {
        return new Envelope(
                method.method(subject),
                url.target(subject),
                headers(subject),
                plan.typeOf().apply(subject, bytes));
    }

    private List<HttpHeader> headers(T subject) {
        List<HttpHeader> all = new ArrayList<>(headers.size() + secretHeaders.size());
        for (HeaderTemplate<T> template : headers) {
            HttpHeader header = template.header(subject);
            if (header != null) {
                all.add(header);
            }
        }
        all.addAll(secretHeaders);
        return all;
    }

    private Optional<Envelope> constantEnvelope() {
        List<HttpHeader> all = new ArrayList<>();
        for (HeaderTemplate<T> template : headers) {
            Optional<HttpHeader> header = template.constant();
            if (header.isEmpty()) {
                return Optional.empty();
            }
            all.add(header.get());
        }
        all.addAll(secretHeaders);
        return method.constant()
                .flatMap(fixed -> url.constant()
                        .flatMap(target -> plan.fixedType().map(type -> new Envelope(fixed, target, all, type))));
    }

    private static <T> List<HeaderTemplate<T>> headersOf(
            RequestSettings settings, BodyPlan<T> plan, Binding<T> binding) {
        List<HeaderTemplate<T>> all = new ArrayList<>();
        settings.headers().forEach(line -> all.add(HeaderTemplate.parse(line, binding)));
        for (HeaderTemplate<T> ofMode : plan.headers()) {
            boolean given = all.stream().anyMatch(header -> header.name().equalsIgnoreCase(ofMode.name()))
                    || settings.secretHeaders().stream()
                            .anyMatch(header -> header.name().equalsIgnoreCase(ofMode.name()));
            if (!given) {
                all.add(ofMode);
            }
        }
        return List.copyOf(all);
    }
}
