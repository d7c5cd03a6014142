export { FAULTS } from './rows';
