export { at, testId } from './builders';
export { describeBothBuses, embeddedTestBus, kafkaTestBus, type TestBus } from './bus-under-test';
export { ChildProgram } from './child-program';
export { scenariosOf, type Outcome, type Scenario, type Scenarios } from './decider-scenario';
export { inOrder, reachedStatuses, walkedTransitions } from './walked-transitions';
export { makeCertificates, type Certificates } from './certificates';
export { documentAt, ExchangeRecorder, UndocumentedExchangesError } from './contract/exchange-recorder';
export type { ContractDocument } from './contract/api-contract';
export type { Exchange } from './contract/exchange-check';
export { describeKafka } from './describe-kafka';
export { describeLists } from './describe-lists';
export { fakeToken, TEST_AUDIENCE, TEST_ISSUER, testJwks, type FakeTokenOptions } from './fake-token';
export { migrationScripts, scripted, type DatabaseTemplate } from './database-template';
export { migrated } from './migrated-service';
export { testBusDatabase, testDatabase, type TestDatabase } from './test-database';
export { kafkaIsRequired, testKafkaBrokers, testPostgresUrl } from './test-infrastructure';
export {
  startTestService,
  type PublishedEvent,
  type TestService,
  type TestServiceSettings,
} from './start-test-service';
export { httpClient, type TestAnswer, type TestHttp, type TestRequest } from './test-http';
export {
  leaveRequests,
  provisionBus,
  provisionDatabases,
  startKafkaCluster,
  startPostgresNode,
  startTcpProxy,
  type KafkaCluster,
  type KafkaListenerSecurity,
  type KafkaNode,
  type PostgresNode,
  type Leaving,
  type LeavingRequest,
  type LeavingRequests,
  type LeavingStage,
  type TcpProxy,
} from '@houtai/infrastructure';
