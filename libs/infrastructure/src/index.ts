export {
  INFRASTRUCTURE_CHOICES,
  parseChoice,
  type InfrastructureChoice,
  type InfrastructureKind,
} from './choice';
export { startServer, untilItAnswers, type ServerCommand, type ServerProcess } from './child-process';
export { requireDocker } from './docker-compose';
export type { Bus, Server } from './infrastructure-kinds';
export {
  startKafkaCluster,
  type KafkaCluster,
  type KafkaClusterOptions,
  type KafkaNode,
} from './kafka-cluster';
export { cacheFolder, KAFKA_VERSION } from './kafka-jars';
export type { KafkaListenerSecurity } from './kafka-listener-security';
export { freePort, freePorts, isFree, probeKafka } from './network';
export { prepareKafka } from './prepare-kafka';
export { copyDatabase, dropDatabase, provisionBus, provisionDatabases } from './provision-databases';
export { databaseName, databaseVariables, type ServiceDatabase } from './service-roles';
export { startInfrastructure, type Infrastructure, type InfrastructureOptions } from './start-infrastructure';
export { startPostgresNode, type PostgresNode } from './postgres-node';
export type { PostgresSecurity } from './postgres-security';
export type { ServerWatch } from './supervised-server';
export { temporaryFolder, type TemporaryFolder } from './temporary-folder';
export { startTcpProxy, type TcpProxy } from './tcp-proxy';
export { Watchdog } from './watchdog';
export {
  leaveRequests,
  type Leaving,
  type LeavingRequest,
  type LeavingRequests,
  type LeavingStage,
} from './leaving-clients';
