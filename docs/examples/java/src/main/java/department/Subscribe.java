package department;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follow the milestones that all projects reach, from the first one on. */
public final class Subscribe {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path file = Path.of(setting("SEEN", "seen-java.txt"));
    private final Set<String> seen = new HashSet<>();

    private Subscribe() throws IOException {
        if (Files.exists(file)) {
            seen.addAll(Files.readAllLines(file));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Subscribe subscribe = new Subscribe();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings())) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                consumer.wakeup();
                try { main.join(); } catch (InterruptedException stopped) { Thread.currentThread().interrupt(); }
            }));
            consumer.subscribe(List.of("MilestoneReached"));
            while (true) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofSeconds(1))) {
                    subscribe.take(JSON.readTree(message.value()));
                }
                consumer.commitSync(); // after the work, never before it
            }
        } catch (WakeupException ended) {
            // Asked to end. The consumer was closed, so that another member of the group goes on at once.
        }
    }

    /** One event, a CloudEvent in JSON. It may come twice, also after a restart: its id tells. */
    private void take(JsonNode event) throws IOException {
        String id = event.path("id").asText();
        if (seen.add(id)) {
            JsonNode data = event.path("data");
            String day = data.path("on").asText("-");
            System.out.println(data.path("project_id").asText() + " " + data.path("milestone").asText() + " " + day);
            Files.writeString(file, id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers", setting("BUS", "127.0.0.1:9092"),
                "group.id", setting("GROUP", "statistics-milestones"),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "enable.metrics.push", "false",
                "session.timeout.ms", "10000",
                "allow.auto.create.topics", "false",
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", StringDeserializer.class);
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
