package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.BehaviourReader;
import courier.sandbox.kombo.behaviour.Behaviours;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a stand-in starts. Behaviours and limits can be changed while it runs; the rest cannot.
 *
 * @param address where to listen; port 0 for any that is free
 * @param integrations those that exist; empty to let any be
 * @param journal where the journal is appended to; null to keep it in memory alone
 * @param concurrency requests at a time, by integration; others have {@link Limits#USUAL_CONCURRENCY}
 * @param hosts folders that stand for hosts of the internet, as {@link Downloads} reads them
 * @param restrictions of attachments, by integration, as {@link Restricting} tells them
 */
public record StandInSettings(
        InetSocketAddress address,
        String apiKey,
        Set<String> integrations,
        @Nullable Path journal,
        Behaviour usual,
        Map<String, Behaviour> ofIntegrations,
        Map<String, Behaviour> ofJobs,
        Map<String, Integer> concurrency,
        Map<String, Path> hosts,
        Map<String, JsonNode> restrictions) {

    public StandInSettings {
        integrations = Set.copyOf(integrations);
        ofIntegrations = Map.copyOf(ofIntegrations);
        ofJobs = Map.copyOf(ofJobs);
        concurrency = Map.copyOf(concurrency);
        hosts = Map.copyOf(hosts);
        restrictions = Map.copyOf(restrictions);
        Downloads.check(hosts);
    }

    /** A stand-in on a free port that behaves well, lets any integration be and keeps its journal in memory. */
    public static StandInSettings with(String apiKey) {
        return new StandInSettings(
                loopback(0), apiKey, Set.of(), null, Behaviour.WELL, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** The same on a given port. */
    public StandInSettings on(int port) {
        return at(new InetSocketAddress(address.getAddress(), port));
    }

    /** The same at another address of this machine, as containers need it. */
    public StandInSettings listening(String host) {
        return at(new InetSocketAddress(host, address.getPort()));
    }

    private StandInSettings at(InetSocketAddress other) {
        return new StandInSettings(
                other, apiKey, integrations, journal, usual, ofIntegrations, ofJobs, concurrency, hosts, restrictions);
    }

    /** The same with another API key. */
    public StandInSettings keyed(String otherKey) {
        return new StandInSettings(
                address,
                otherKey,
                integrations,
                journal,
                usual,
                ofIntegrations,
                ofJobs,
                concurrency,
                hosts,
                restrictions);
    }

    /** The same with a journal that is appended to a file. */
    public StandInSettings writing(Path file) {
        return new StandInSettings(
                address, apiKey, integrations, file, usual, ofIntegrations, ofJobs, concurrency, hosts, restrictions);
    }

    /** The same for these integrations alone; all others are not found. */
    public StandInSettings knowing(Set<String> known) {
        return new StandInSettings(
                address, apiKey, known, journal, usual, ofIntegrations, ofJobs, concurrency, hosts, restrictions);
    }

    /**
     * The same with the behaviours and limits of a YAML file: {@code default}, {@code integrations} and {@code jobs} as
     * {@link BehaviourReader} reads them, {@code concurrency} by integration, {@code hosts}: a folder, seen from the
     * file, by the URL prefix that it stands for, and {@code restrictions} by integration.
     *
     * @throws IllegalArgumentException naming what cannot be read
     */
    public StandInSettings behavingAs(Path yaml) {
        JsonNode json = tree(yaml);
        json.fieldNames().forEachRemaining(name -> {
            if (!Set.of("default", "integrations", "jobs", "concurrency", "hosts", "restrictions")
                    .contains(name)) {
                throw new IllegalArgumentException(yaml + ": " + name + " is not known");
            }
        });
        Map<String, Integer> limits = new LinkedHashMap<>();
        json.path("concurrency")
                .properties()
                .forEach(entry -> limits.put(entry.getKey(), entry.getValue().asInt()));
        Map<String, Path> folders = new LinkedHashMap<>();
        json.path("hosts")
                .properties()
                .forEach(entry -> folders.put(
                        entry.getKey(), yaml.resolveSibling(entry.getValue().asText())));
        Map<String, JsonNode> told = new LinkedHashMap<>();
        json.path("restrictions").properties().forEach(entry -> told.put(entry.getKey(), entry.getValue()));
        Behaviour byDefault = json.has("default") ? BehaviourReader.read(json.get("default")) : usual;
        return new StandInSettings(
                address,
                apiKey,
                integrations,
                journal,
                byDefault,
                behaviours(json.path("integrations")),
                behaviours(json.path("jobs")),
                limits,
                folders,
                told);
    }

    /** Sets what is to hold at the start. */
    void apply(Behaviours behaviours, Limits limits) {
        behaviours.byDefault(usual);
        ofIntegrations.forEach(behaviours::ofIntegration);
        ofJobs.forEach(behaviours::ofJob);
        concurrency.forEach(limits::concurrency);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "StandInSettings[" + address + ", journal " + journal + "]";
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(KomboStandIn.LOOPBACK, port);
    }

    private static JsonNode tree(Path yaml) {
        try {
            return new YAMLMapper().readTree(yaml.toFile());
        } catch (IOException e) {
            throw new IllegalArgumentException(yaml + " cannot be read", e);
        }
    }

    private static Map<String, Behaviour> behaviours(JsonNode json) {
        Map<String, Behaviour> behaviours = new LinkedHashMap<>();
        json.properties().forEach(entry -> behaviours.put(entry.getKey(), BehaviourReader.read(entry.getValue())));
        return behaviours;
    }
}
