import { bookinfo } from './clusters/bookinfo';
import { minikube } from './clusters/minikube';
import { nginxEdge } from './clusters/nginx-edge';
import { production } from './clusters/production';
import { GitOpsApp } from './lib';

const app = new GitOpsApp();
minikube(app);
bookinfo(app);
production(app);
nginxEdge(app);
app.synth();
