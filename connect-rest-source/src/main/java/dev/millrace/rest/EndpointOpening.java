package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Meters;
import dev.millrace.kit.change.ChangeDetector;
import dev.millrace.kit.change.ChangeMeters;
import dev.millrace.kit.change.Compared;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Opens the endpoints of a task, each where its stored offset says. */
final class EndpointOpening {

    private final RestSourceSettings settings;
    private final OffsetStorageReader stored;
    private final ApiClients clients;
    private final Meters meters;
    private final PollAudit audit;
    private final Bell bell;
    private final Clock clock;
    private final RandomGenerator random;

    EndpointOpening(
            RestSourceSettings settings,
            OffsetStorageReader stored,
            ApiClients clients,
            Meters meters,
            PollAudit audit,
            Bell bell,
            Clock clock,
            RandomGenerator random) {
        this.settings = settings;
        this.stored = stored;
        this.clients = clients;
        this.meters = meters;
        this.audit = audit;
        this.bell = bell;
        this.clock = clock;
        this.random = random;
    }

    /** The endpoint, with the client that it may share. */
    Endpoint open(EndpointSettings endpoint) {
        EndpointState state = stateOf(endpoint);
        PagingSettings paging = endpoint.paging();
        Increment increment = new Increment(endpoint.increment());
        RoundParts parts = new RoundParts(
                endpoint.name(),
                increment,
                pagingOf(endpoint),
                new RowOpener(endpoint.rows(), endpoint.config()),
                paging.size(),
                paging.most());
        RecordMaker maker = new RecordMaker(
                endpoint.name(),
                Endpoint.partition(endpoint.name()),
                endpoint.rows(),
                endpoint.malformed(),
                endpoint.increment().time(),
                settings.side().form());
        Wire wire = wireOf(endpoint);
        PageFetcher pages = pagesOf(endpoint, wire);
        EndpointRoom room = new EndpointRoom(
                settings.connector() + "-" + settings.task(),
                wire.endpoint(),
                pages,
                Wire.longestWait(endpoint.config()),
                bell,
                new EndpointMeters(meters, endpoint.name()),
                audit,
                clock,
                random);
        return new Endpoint(endpoint, state, room, parts, records(endpoint, maker));
    }

    private static Paging pagingOf(EndpointSettings endpoint) {
        Paging paging = Pagings.of(endpoint.paging());
        if (endpoint.job().isJob()) {
            return new JobPaging(paging);
        }
        return endpoint.parentEndpoint().isPresent() ? new ParentPaging(paging) : paging;
    }

    private Wire wireOf(EndpointSettings endpoint) {
        return wireOf(endpoint, endpoint.config());
    }

    private Wire wireOf(EndpointSettings endpoint, AbstractConfig config) {
        return Wire.of(config, endpoint.places(), clients.of(config), clock);
    }

    private PageFetcher pagesOf(EndpointSettings endpoint, Wire wire) {
        if (endpoint.job().isJob()) {
            return jobPages(endpoint, wire);
        }
        PageFetcher pages = ownPages(endpoint, wire);
        if (endpoint.parentEndpoint().isEmpty()) {
            return pages;
        }
        EndpointSettings parent = endpoint.parentEndpoint().get();
        Paging ofParent = Pagings.of(parent.paging());
        return new ParentPages(
                endpoint.parent(),
                ownPages(parent, wireOf(parent)),
                ofParent.first(),
                new ParentRows(endpoint.parent().fields(), new RowOpener(parent.rows(), parent.config()), ofParent),
                pages,
                Pagings.of(endpoint.paging()).first());
    }

    private static PageFetcher ownPages(EndpointSettings endpoint, Wire wire) {
        return pages(endpoint, wire, endpoint.paging().pointers(), false);
    }

    /** @param addressed whether tokens are addresses, also where pages do not lead to them */
    private static PageFetcher pages(EndpointSettings endpoint, Wire wire, Set<String> pointers, boolean addressed) {
        PagingSettings paging = endpoint.paging();
        boolean leads = paging.style() == PagingSettings.Style.LINK || paging.style() == PagingSettings.Style.NEXT_URL;
        return new HttpPages(
                wire,
                new BodyFacts(pointers, factsOf(endpoint, pointers)),
                addressed || leads ? Optional.of(new NextAddress(paging)) : Optional.empty(),
                endpoint.isConditional());
    }

    /** What tells of a job is JSON, also where its result is a page for people. */
    private static String factsOf(EndpointSettings endpoint, Set<String> pointers) {
        String format = endpoint.rows().format();
        boolean isPage = format.equals("html") && pointers.stream().noneMatch(pointer -> pointer.startsWith("/"));
        return format.equals("html") && !isPage ? "json" : format;
    }

    private PageFetcher jobPages(EndpointSettings endpoint, Wire wire) {
        JobSettings job = endpoint.job();
        AbstractConfig status = JobSettings.plain(endpoint.config(), job.statusUrl(), true);
        AbstractConfig results = JobSettings.plain(endpoint.config(), job.resultUrl(), job.proves());
        return new JobPages(
                job,
                pages(endpoint, wire, job.pointers(), false),
                pages(endpoint, wireOf(endpoint, status), job.pointers(), true),
                pages(
                        endpoint,
                        wireOf(endpoint, results),
                        endpoint.paging().pointers(),
                        job.result().isPresent()),
                Pagings.of(endpoint.paging()).first(),
                clock);
    }

    private RowRecords records(EndpointSettings endpoint, RecordMaker maker) {
        ChangeKeySettings changes = endpoint.changes();
        if (!changes.shared().detects()) {
            return new EachRow(maker);
        }
        String figures = "endpoint." + endpoint.name() + ".";
        return new ChangedRows(
                changes,
                maker,
                new DeletedRecords(
                        endpoint.name(), endpoint.rows(), settings.side().form()),
                ChangeDetector.load(
                        new Compared(
                                "endpoint " + endpoint.name(),
                                Endpoint.partition(endpoint.name()),
                                changes.key().isEmpty() ? RowSettings.KEY : ChangeKeySettings.KEY),
                        changes.shared(),
                        stored,
                        new ChangeMeters((figure, description) -> meters.counter(figures + figure, description))));
    }

    private EndpointState stateOf(EndpointSettings endpoint) {
        Map<String, Object> offset = stored.offset(Endpoint.partition(endpoint.name()));
        try {
            EndpointState state = EndpointState.from(offset);
            state.cursor().ifPresent(new Increment(endpoint.increment())::check);
            return state;
        } catch (IllegalArgumentException wrong) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "offset-unreadable",
                    "the stored offset of endpoint " + endpoint.name()
                            + " does not fit its options: remove the offset, or put back how its cursor is read",
                    wrong);
        }
    }
}
